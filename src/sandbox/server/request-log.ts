import { createMiddleware } from "hono/factory";
import type { LoggedRequest } from "../sandbox.js";
import { type HonoEnv, rawPath } from "./call.js";

export const logRequests = (log: (entry: LoggedRequest) => void) =>
  createMiddleware<HonoEnv>(async (context, next) => {
    await next();
    const struck = context.get("struck");
    log({
      method: context.req.method,
      path: rawPath(context),
      headers: Object.fromEntries(context.req.raw.headers),
      body: context.get("text") ?? "",
      status: struck?.status ?? context.res.status,
      ...(struck === undefined ? {} : { fault: struck.fault }),
    });
  });
