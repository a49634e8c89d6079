import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import { createNovuCall } from "../../../src/novu/novu-call.js";
import { responseFailure } from "../../../src/novu/response-failure.js";
import { always, alwaysAsync } from "../../support/always.js";
import { jsonObject, jsonValue } from "../model/json-arbitrary.js";
import { GET, POST } from "./fake-call.js";

const PROMISE = "any answer is understood as a failure, never a crash";

const status = fc.oneof(
  fc.integer({ min: 300, max: 599 }),
  fc.constantFrom(400, 401, 403, 404, 409, 413, 422, 429, 500, 503),
);

/** Bodies shaped like those of Novu, with any values in their fields. */
const novuLike = fc
  .record(
    {
      statusCode: jsonValue,
      message: fc.oneof(
        jsonValue,
        fc.constantFrom("Subscriber x was not found", "Cannot GET /x"),
        jsonObject,
      ),
      error: jsonValue,
      errors: fc.oneof(jsonValue, jsonObject, fc.array(fc.record({ path: jsonValue, message: jsonValue }))),
      cause: jsonValue,
      errorId: jsonValue,
    },
    { requiredKeys: [] },
  )
  .map((body) => JSON.stringify(body));

const body = fc.oneof(
  novuLike,
  fc.string({ unit: "binary" }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString()),
  jsonValue.map((value) => JSON.stringify(value)),
  fc.string().map((text) => `<html><title>${text}`),
);

const headers = fc.dictionary(
  fc.constantFrom("retry-after", "location", "idempotency-replay", "idempotent-replay"),
  fc.string(),
);

const subject = fc.record({ subscriberId: fc.string(), messageId: fc.string() }, { requiredKeys: [] });

/** The attempts before a response, if there was more than one. */
const tried = fc.option(
  fc.record({
    tries: fc.integer({ min: 1, max: 101 }),
    elapsedMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    sent: fc.constantFrom("no" as const, "yes" as const, "unknown" as const),
    stopReason: fc.option(fc.constantFrom("Novu asks to wait 1 day; --max-wait allows 60 s."), {
      nil: undefined,
    }),
  }),
  { nil: undefined },
);

test("any status with any bytes is a failure with a message that adds no lines", () => {
  always(
    PROMISE,

    fc.property(
      status,
      body,
      headers,
      subject,
      fc.constantFrom(GET, POST),
      tried,
      (code, text, fields, about, request, way) => {
        const response = { status: code, headers: fields, body: text, ...(way && { retries: way }) };
        const failure = responseFailure(request, response, about);
        expect(failure).toBeInstanceOf(Failure);
        expect(failure.message).not.toBe("");
        expect([failure.exitCode >= 4, failure.exitCode <= 12]).toEqual([true, true]);
        expect(failure.info.http).toMatchObject({ status: code, method: request.method, path: "/v1/x" });
        const said = (failure.info.hint ?? []).filter((line) => line.startsWith("Server response ("));
        expect(said).toHaveLength(1);
        expect(said.join().slice(0, 21)).toBe(`Server response (${code})`);
        expect(request === GET && failure.info.hint?.includes("Nothing was changed.")).toBe(false);
        expect(JSON.parse(JSON.stringify(failure.info.details))).toEqual(failure.info.details);
        if (way === undefined) return;
        expect(failure.info.details).toMatchObject({
          tries: way.tries,
          elapsedMs: Math.round(way.elapsedMs),
        });
        if (request !== POST || way.sent !== "unknown") return;
        expect(failure.sent).toBe("unknown");
        expect(failure.info.hint?.join()).not.toContain("Nothing was changed");
      },
    ),
  );
});

test("no message for an error of any shape shows program internals", () => {
  const words = fc.constantFrom("a is bad", "b", "");
  const shape = fc.oneof(
    words,
    fc.array(words),
    fc.record({ message: words, error: words }, { requiredKeys: [] }),
  );
  const errors = fc.oneof(
    fc.dictionary(
      fc.constantFrom("a", "general"),
      fc.record({ messages: fc.array(words), value: jsonValue }),
    ),
    fc.array(fc.record({ path: fc.oneof(words, fc.array(words), jsonObject), message: words })),
  );
  always(
    PROMISE,

    fc.property(status, shape, errors, (statusCode, message, list) => {
      const text = JSON.stringify({ statusCode, message, errors: list });
      const failure = responseFailure(POST, { status: statusCode, headers: {}, body: text }, {});
      const sentences = [failure.message, ...(failure.info.hint ?? [])].join("\n");
      expect(sentences).not.toMatch(/undefined|\[object|NaN|[{[]"|: ?$|- ?$/m);
    }),
  );
});

test("the path of a failure never shows a query", () => {
  always(
    PROMISE,

    fc.property(fc.string(), (query) => {
      const failure = responseFailure(
        { method: "GET", path: `/v1/m?${query}` },
        { status: 500, headers: {}, body: "" },
        {},
      );
      expect(failure.info.http?.path).toBe("/v1/m");
    }),
  );
});

test("a success that is not a JSON document is a failure that says the write was accepted", async () => {
  const success = fc.integer({ min: 200, max: 299 });
  const bytes = fc.uint8Array({ maxLength: 200 }).map((some) => Buffer.from(some).toString());
  await alwaysAsync(
    PROMISE,
    fc.asyncProperty(
      success,
      fc.oneof(bytes, body),
      fc.constantFrom(GET, POST),
      async (code, text, request) => {
        const call = createNovuCall(async () => ({ status: code, headers: {}, body: text }));
        const end = await call(request).catch((error: unknown) => error);
        if (end instanceof Failure) {
          expect([end.exitCode, end.sent]).toEqual([12, "yes"]);
        } else {
          expect(JSON.parse(text.replace(/^\ufeff/, ""))).toEqual(end);
        }
      },
    ),
  );
});
