import { createMiddleware } from "hono/factory";
import { badRequest } from "../api-error.js";
import type { Dialect } from "../dialect.js";
import { isTooDeep, TOO_DEEP } from "../json.js";
import type { HonoEnv } from "./call.js";

const BODY_LIMIT = 100 * 1024;
/** Event triggers may be larger (docs/novu-api.md, "Size of the body"). */
const EVENT_BODY_LIMIT = 20 * 1024 * 1024;

const parse = (dialect: Dialect, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(dialect.jsonComplaint(String((error as Error).message), text));
  }
};

/**
 * The servers' body parser accepts an object or a list only. It refuses every other value as broken JSON, with the
 * error that JSON.parse has for a text of `#` signs (docs/novu-api.md, "Size of the body").
 */
const refuseBareValue = (dialect: Dialect, text: string): void => {
  if (!/^[{[]/.test(text.trimStart())) {
    try {
      parse(dialect, "#".repeat(text.trim().length));
    } catch (error) {
      const complaint = String((error as Error).message);
      throw badRequest(complaint.replace(/#+/g, (signs) => text.trim().slice(0, signs.length)));
    }
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
      refuseBareValue(dialect, text);
      const body = parse(dialect, text);
      // Kept, it would break every answer that has it in it.
      if (isTooDeep(body)) throw badRequest(`the body is ${TOO_DEEP}`);
      context.set("body", body);
    }
    await next();
  });
