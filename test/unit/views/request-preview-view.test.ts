import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeUnsafe } from "../../../src/output/json-text.js";
import { sanitize } from "../../../src/output/sanitize.js";
import {
  type RequestPreview,
  requestPreviewDocument,
  requestPreviewView,
} from "../../../src/views/request-preview-view.js";
import { jsonObject } from "../model/json-arbitrary.js";

const URL_TEXT =
  "https://eu.api.novu.co/v1/subscribers/user%3A42/messages/65f0c1a9b2d4e6f8a0b1c2d3/actions/primary";
const BODY = '{"status":"done","payload":{"by":"O\'Neil"}}';

const preview = (part: Partial<RequestPreview> = {}): RequestPreview => ({
  form: "curl",
  method: "POST",
  url: URL_TEXT,
  headers: {
    authorization: "ApiKey $NOVU_SECRET_KEY",
    "content-type": "application/json",
    "idempotency-key": "0b1c",
  },
  body: BODY,
  ...part,
});

const textOf = (part: Partial<RequestPreview> = {}): string => requestPreviewView(preview(part)).text ?? "";

test("the headline says that nothing was sent", () => {
  expect(requestPreviewView(preview()).headline).toEqual({
    level: "info",
    text: "nothing was sent; this is the request",
  });
});

test("as curl, one line a part", () => {
  expect(textOf().split("\n")).toEqual([
    `curl --request POST ${URL_TEXT} \\`,
    '  --header "authorization: ApiKey $NOVU_SECRET_KEY" \\',
    "  --header 'content-type: application/json' \\",
    "  --header 'idempotency-key: 0b1c' \\",
    `  --data-raw '{"status":"done","payload":{"by":"O'"'"'Neil"}}'`,
  ]);
});

test("as HTTP, as it would stand on the wire", () => {
  expect(textOf({ form: "http", url: "http://localhost:3000/api/v1/x?a=b" }).split("\n")).toEqual([
    "POST /api/v1/x?a=b HTTP/1.1",
    "host: localhost:3000",
    "authorization: ApiKey $NOVU_SECRET_KEY",
    "content-type: application/json",
    "idempotency-key: 0b1c",
    "",
    BODY,
  ]);
  expect(textOf({ form: "http", body: undefined, headers: {} }).split("\n")).toEqual([
    `POST ${new URL(URL_TEXT).pathname} HTTP/1.1`,
    "host: eu.api.novu.co",
  ]);
});

test("as JSON, a document whose body is one too", () => {
  const document = {
    method: "POST",
    url: URL_TEXT,
    headers: preview().headers,
    body: { status: "done", payload: { by: "O'Neil" } },
  };
  expect(JSON.parse(textOf({ form: "json" }))).toEqual(document);
  expect(requestPreviewDocument(preview())).toEqual(document);
  expect(requestPreviewDocument(preview({ body: undefined })).body).toBe(null);
});

/** Runs the line in a shell whose curl shows its words, NUL between them. */
const wordsIn = (line: string, key = "k3y"): string[] =>
  execFileSync("sh", ["-c", `curl() { printf '%s\\0' "$@"; }\n${line}`], {
    env: { NOVU_SECRET_KEY: key },
    encoding: "utf8",
  })
    .split("\0")
    .slice(0, -1);

test("in a real shell, curl gets the key and every byte of the body", () => {
  expect(wordsIn(textOf(), "a b'$x\"")).toEqual([
    "--request",
    "POST",
    URL_TEXT,
    "--header",
    "authorization: ApiKey a b'$x\"",
    "--header",
    "content-type: application/json",
    "--header",
    "idempotency-key: 0b1c",
    "--data-raw",
    BODY,
  ]);
});

test("a request without a body has none in the shell either", () => {
  expect(wordsIn(textOf({ method: "PATCH", body: undefined, headers: {} }))).toEqual([
    "--request",
    "PATCH",
    URL_TEXT,
  ]);
});

test.each([
  "$(touch /tmp/x)",
  "`id`",
  "a\\nb",
  "!!",
  "'; rm -rf /; '",
  "$NOVU_SECRET_KEY",
  "~",
  "*",
  "\u2028",
  "👍",
])("the shell takes a payload of %j as it is", (by) => {
  const body = JSON.stringify({ status: "done", payload: { by } });
  const [word = ""] = wordsIn(textOf({ body })).slice(-1);
  expect(JSON.parse(word)).toEqual(JSON.parse(body));
});

test("what cannot be seen in a payload is escaped, so that a terminal shows the line as it is", () => {
  const text = textOf({ body: JSON.stringify({ payload: { by: "a\u202eb\u200bc" } }) });
  expect(sanitize(text)).toBe(text);
});

test("the shell takes any payload as it is", () => {
  fc.assert(
    fc.property(fc.array(jsonObject, { minLength: 20, maxLength: 20 }), (payloads) => {
      const bodies = payloads.map((payload) => JSON.stringify({ payload }));
      const lines = bodies.map((body) => textOf({ headers: {}, body })).join("\n");
      expect(wordsIn(lines).filter((_, at) => at % 5 === 4)).toEqual(bodies.map(escapeUnsafe));
    }),
    { numRuns: 20 },
  );
});

test("a header of the user's is quoted whole, whatever it holds", () => {
  const headers = { authorization: "ApiKey $NOVU_SECRET_KEY", x: "$NOVU_SECRET_KEY `id`" };
  expect(textOf({ headers }).split("\n")).toContain("  --header 'x: $NOVU_SECRET_KEY `id`' \\");
});

test("a body that is not JSON is a text", () => {
  expect(requestPreviewDocument(preview({ body: "a,b" })).body).toBe("a,b");
});
