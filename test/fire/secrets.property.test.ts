import type { IncomingMessage, ServerResponse } from "node:http";
import fc from "fast-check";
import { expect, test } from "vitest";
import { recordFigure } from "../support/figures.js";
import { useHttpServer } from "../support/loopback-server.js";
import { run } from "../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";

const RUNS = 1_000;
const PART_LENGTH = 8;

/** All characters that a header can contain, and often those that are special in quoting, patterns and URLs. */
const keyCharacter = fc.oneof(
  fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  fc.constantFrom(...`"'\\/%&<>$^*+?.()[]{}|=#,;:\`~!@-_`),
);
/** Eight letters of one case can be a word, which is not masked; a separate test covers those keys. */
const hasWord = (key: string): boolean => /[A-Z]?[a-z]{7}|[A-Z]{8}/.test(key);
const key = fc
  .oneof(
    fc.string({ unit: keyCharacter, minLength: 16, maxLength: 64 }),
    fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 32, maxLength: 32 }),
  )
  .filter((text) => !hasWord(text) && !/^ApiKey/i.test(text));

/** Encodings in which a server can echo a text. */
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  json: (text) => JSON.stringify(text),
  "json in json": (text) => JSON.stringify(JSON.stringify({ authorization: text })),
  "json with codes": (text) =>
    text.replace(/[^0-9a-z]/gi, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`),
  address: encodeURIComponent,
  "address with small digits": (text) => encodeURIComponent(text).replace(/%../g, (one) => one.toLowerCase()),
  html: (text) =>
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#39;"),
  base64: (text) => Buffer.from(text).toString("base64"),
  "base64 of a header": (text) => Buffer.from(`ApiKey:${text}`).toString("base64url"),
};

/** The part of the key that is echoed: servers truncate long texts. */
const CUTS: Readonly<Record<string, (text: string) => string>> = {
  whole: (text) => `ApiKey ${text}`,
  beginning: (text) => `${text.slice(0, 12)}…`,
  end: (text) => `…${text.slice(-10)}`,
  middle: (text) => text.slice(3, 3 + PART_LENGTH),
  twice: (text) => `${text}${text}`,
};

const SHOWN: readonly (readonly string[])[] = [
  [],
  ["--json"],
  ["-vv"],
  ["-vv", "--json"],
  ["-o", "csv"],
  ["-o", "ndjson", "-v"],
  ["--color", "always", "-vv"],
];

const echoes = (commands: readonly string[]) =>
  fc.record({
    key,
    writing: fc.constantFrom(...Object.keys(ENCODINGS)),
    cut: fc.constantFrom(...Object.keys(CUTS)),
    body: fc.constantFrom(...Object.keys(BODIES)),
    status: fc.constantFrom(200, 200, 201, 204, 302, 400, 401, 403, 404, 409, 422, 500),
    command: fc.constantFrom(...commands),
    shown: fc.constantFrom(...SHOWN),
    isTerminal: fc.boolean(),
  });

/** Fields that stay unchanged because the client needs them: IDs, types, dates. */
const UNCHANGED_FIELDS = /^(?:_.*|id|subscriberId|type|status|channel|createdAt|updatedAt|email)$/;
const withEcho = (value: unknown, piece: string, name = ""): unknown => {
  if (Array.isArray(value)) return value.map((item) => withEcho(item, piece));
  if (typeof value === "string") return UNCHANGED_FIELDS.test(name) ? value : `${value} ${piece}`;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries([
    ...Object.entries(value).map(([own, item]) => [own, withEcho(item, piece, own)]),
    ["echo", { deep: [piece] }],
  ]);
};

/** The output in all encodings that a reader can decode. */
const decoded = (text: string): string[] => {
  const unescaped = text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(["\\/])/g, "$1");
  const address = text.replace(/%([0-9a-f]{2})/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const base64 = [...text.matchAll(/[\w+/-]{12,}/g)].flatMap(([run]) =>
    [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), "base64").toString("latin1")),
  );
  return [text, unescaped, unescaped.replace(/\\(["\\/])/g, "$1"), address, ...base64];
};

interface EchoedKey {
  /** The encoded part of the key; empty if the request had no key. */
  readonly piece: string;
  readonly status: number;
  /** The response of the sandbox. */
  readonly document: unknown;
}

const BODIES: Readonly<Record<string, (repeated: EchoedKey) => string>> = {
  novu: ({ document, piece }) => JSON.stringify(withEcho(document, piece)),
  error: ({ status, piece }) =>
    JSON.stringify({ statusCode: status, message: `Invalid scheme: "${piece}"`, error: piece }),
  text: ({ piece }) => `Unauthorized: ${piece}`,
  html: ({ piece }) => `<html><body><pre>Cannot GET /v1 ${piece}</pre></body></html>`,
  list: ({ status, piece }) =>
    JSON.stringify({
      statusCode: status,
      message: [piece, piece],
      errors: { [piece]: { messages: [piece] } },
    }),
};

/** Headers that contain the piece, as far as a header can. */
const headersWith = (piece: string): Record<string, string> => {
  const inAddress = encodeURI(piece).slice(0, 200);
  return {
    "content-type": "application/json",
    "x-echo": /^[\x20-\x7e]*$/.test(piece) ? piece : inAddress,
    location: `/elsewhere?key=${inAddress}`,
    "www-authenticate": `ApiKey realm=${inAddress}`,
    "retry-after": "0",
  };
};

const NO_PIECE = "";
const unchanged = (text: string): string => text;

test("no eight characters of the key are in what a run prints, however a server repeats it", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const counts = { runs: 0, requests: 0 };
  const documentAt = async (url: string): Promise<unknown> => {
    const answer = await fetch(sandbox.url + url, { headers: { authorization: `ApiKey ${KEY}` } });
    return answer.ok ? answer.json() : { data: { _id: id } };
  };
  const now = { piece: NO_PIECE, status: 200, body: "novu" };
  const respond = async ({ url = "", headers }: IncomingMessage, response: ServerResponse) => {
    counts.requests += 1;
    // A server can only echo what it received.
    const piece = headers.authorization === undefined ? NO_PIECE : now.piece;
    const body = BODIES[now.body]?.({ piece, status: now.status, document: await documentAt(url) });
    response.writeHead(now.status, headersWith(piece)).end(now.status === 204 ? undefined : body);
  };
  const port = await useHttpServer((request, response) => void respond(request, response));

  const button = ["sub-1", id, "primary"];
  const commands: Readonly<Record<string, readonly string[]>> = {
    set: ["action", "set", ...button, "--status", "done"],
    get: ["action", "get", "sub-1", id],
    list: ["message", "list", "--subscriber", "sub-1"],
    api: ["api", "GET", "/v1/environments/me", "--include"],
    doctor: ["doctor"],
    whoami: ["whoami"],
    print: ["action", "complete", ...button, "--merge-payload", "--set", "a=b", "--print", "curl"],
  };

  await fc.assert(
    fc.asyncProperty(echoes(Object.keys(commands)), async (how) => {
      const starts = Array.from({ length: how.key.length - PART_LENGTH + 1 }, (_, at) => at);
      const parts = starts.map((at) => how.key.slice(at, at + PART_LENGTH));
      // Skip keys that share eight characters with the ID, for example zeros.
      fc.pre(!parts.some((part) => id.includes(part)));
      const [write = unchanged, cut = unchanged] = [ENCODINGS[how.writing], CUTS[how.cut]];
      Object.assign(now, { piece: write(cut(how.key)), status: how.status, body: how.body });
      const { stdout, stderr } = await run([...(commands[how.command] ?? []), ...how.shown], {
        env: {
          NOVU_SECRET_KEY: how.key,
          NOVU_API_URL: `http://127.0.0.1:${port}`,
          NOVU_MSG_CONFIG_DIR: "/proc/none",
        },
        terminals: how.isTerminal ? ["stdout", "stderr"] : [],
      });
      counts.runs += 1;
      const leaks = decoded(stdout + stderr).flatMap((text) => parts.filter((part) => text.includes(part)));
      expect(leaks).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  expect(counts.requests).toBeGreaterThanOrEqual(RUNS);
  recordFigure("runs against a server that repeats the key, with no eight characters of it printed", counts);
});
