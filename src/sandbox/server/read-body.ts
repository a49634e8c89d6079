import { createMiddleware } from "hono/factory";
import { badRequest } from "../api-error.js";
import type { Dialect } from "../dialect.js";
import type { HonoEnv } from "./call.js";

const BODY_LIMIT = 100 * 1024;
/** Event triggers may be larger (contract 2.1). */
const EVENT_BODY_LIMIT = 20 * 1024 * 1024;

const parse = (dialect: Dialect, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(dialect.jsonComplaint(error instanceof Error ? error.message : String(error), text));
  }
};

/** Bodies that are neither an object nor a list are refused as if they were not JSON (contract 0.2). */
const refuseBareValue = (text: string): void => {
  const first = text.trimStart().charAt(0);
  if (first !== "{" && first !== "[") {
    throw badRequest(`Unexpected token '${first}', "${text}" is not valid JSON`);
  }
};

/** Comes before everything else: a body too large or broken is refused without a look at the key. */
export const readBody = (dialect: Dialect) =>
  createMiddleware<HonoEnv>(async (context, next) => {
    const text = await context.req.text();
    context.set("text", text);
    const limit = context.req.path.startsWith("/v1/events") ? EVENT_BODY_LIMIT : BODY_LIMIT;
    if (Buffer.byteLength(text) > limit) {
      throw dialect.oversizedBody();
    }
    const isJson = /^application\/json\b/i.test(context.req.header("content-type") ?? "");
    if (text === "" || !isJson) {
      context.set("body", {});
    } else {
      refuseBareValue(text);
      context.set("body", parse(dialect, text));
    }
    await next();
  });
