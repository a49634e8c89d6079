import fc from "fast-check";
import { expect, test } from "vitest";
import { apiPath, pathBelow } from "../../../src/commands/api/raw-path.js";
import { normalizeBaseUrl } from "../../../src/config/api-url.js";
import { Failure } from "../../../src/failures/failure.js";
import { refusalOf } from "../../unit/failures/failure-of.js";

const BASE = "https://novu.example.com/ctx/api";
const sent = (typed: string, base = BASE): string => pathBelow(apiPath(typed), base);

test.each([
  ["/v1/environments/me", "/v1/environments/me"],
  ["v1/environments/me", "/v1/environments/me"],
  ["/health", "/health"],
  ["/", "/"],
  ["/v1/x?a=b&a=c&d=%20+e", "/v1/x?a=b&a=c&d=%20+e"],
  ["/v1/subscribers/user:42@example.com", "/v1/subscribers/user:42@example.com"],
  ["/v1/subscribers/a%2Fb%5Cc%00", "/v1/subscribers/a%2Fb%5Cc%00"],
  ["/v1/subscribers/Jürgen Groß", "/v1/subscribers/J%C3%BCrgen%20Gro%C3%9F"],
  ["/v2/subscribers?name=日本 x", "/v2/subscribers?name=%E6%97%A5%E6%9C%AC%20x"],
  ["/v1/x?next=https://evil.example/../a", "/v1/x?next=https://evil.example/../a"],
  ["/v1/a...b/..c/.d", "/v1/a...b/..c/.d"],
  ["/v1//x/", "/v1//x/"],
  [`${BASE}/v1/x?a=b`, "/v1/x?a=b"],
  ["HTTPS://NOVU.example.com:443/ctx/api/v1/x", "/v1/x"],
])("%s goes below the base as %s", (typed, path) => {
  expect(sent(typed)).toBe(path);
});

test.each([
  ["", `E_PATH: "" isn't an API path`],
  ["environments/me", `E_PATH: "environments/me" isn't an API path`],
  ["ftp://novu.example.com/v1", `E_PATH: "ftp://novu.example.com/v1" isn't an API path`],
  ["//evil.example/v1", /starts with two slashes/],
  ["/\\evil.example", /backslash/],
  ["/v1/../admin", /could lead outside the API/],
  ["/v1/./x", /could lead outside the API/],
  ["/v1/..", /could lead outside the API/],
  ["/v1/%2e%2E/x", /could lead outside the API/],
  ["/v1/.%2e/x", /could lead outside the API/],
  ["/v1/..%2f..%2fadmin", /could lead outside the API/],
  ["/v1/x%5c..%5cadmin", /could lead outside the API/],
  ["/v1/..;a=b/x", /could lead outside the API/],
  ["/v1/%2f%2e ", /ends with a space/],
  ["/v1/.. ", /ends with a space/],
  ["/v1/x?a=b ", /ends with a space/],
  ["/v1/x#y", /would be dropped/],
  ["/v1/100%", /must start an escape/],
  ["/v1/%zz", /must start an escape/],
  ["/v1/x\r\nhost: evil.example", /control character/],
  ["/v1/x\tb", /control character/],
  ["/v1/x\u0000", /control character/],
  ["/v1/x\u0085", /control character/],
  ["/v1/\ud800", /half a character/],
  ["C:/Program Files/Git/v1/x", /it is a file name/],
  ["https://", /it isn't a URL/],
  ["https://user:pw@novu.example.com/ctx/api/v1/x", /user name or password/],
  [
    "https://evil.example/ctx/api/v1/x",
    "E_HOST: this key belongs to https://novu.example.com, not to https://evil.example",
  ],
  ["http://novu.example.com/ctx/api/v1/x", /^E_HOST/],
  ["https://novu.example.com:8443/ctx/api/v1/x", /^E_HOST/],
  ["https://novu.example.com.evil.example/ctx/api/v1", /^E_HOST/],
  ["https://novu.example.com/v1/x", `E_PATH: "https://novu.example.com/v1/x" isn't under ${BASE}`],
  ["https://novu.example.com/ctx/apix/v1", /isn't under/],
  ["https://novu.example.com/ctx/api", /isn't under/],
])("%j is refused", async (typed, refusal) => {
  const said = await refusalOf(async () => sent(typed));
  if (typeof refusal === "string") expect(said).toBe(refusal);
  else expect(said).toMatch(refusal);
});

/** Pieces that addresses are made of, and that tricks are made of. */
const piece = fc.oneof(
  fc.constantFrom(
    ..."/ // .. . %2e %2E %2f %5c %00 %0d%0a \\ ? # @ : ; & = + ' \" < > | ^ ` { } [ ]".split(" "),
    ..." \t\r\n\u0000\u0085\u2028\ufeff\u202e".split(""),
    "v1",
    "/v1/",
    "https:",
    "https://",
    "http://novu.example.com",
    "https://novu.example.com/ctx/api",
    "https://evil.example",
    "evil.example",
    "user:pw@",
    "é",
    "日",
    "\ud800",
  ),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const typedPath = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
const base = fc.constantFrom(
  "https://api.novu.co",
  "https://novu.example.com",
  BASE,
  "http://127.0.0.1:3000",
  normalizeBaseUrl("http://[::1]:3000/a%20b/v1/"),
);

test("whatever is typed goes to the base's own server and below its path, or nowhere", () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        typedPath,
        typedPath.map((path) => `/v1/${path}`),
      ),
      base,
      (typed, baseUrl) => {
        const path = acceptedPath(typed, baseUrl);
        if (path === undefined) return;
        accepted += 1;
        const prefix = new URL(baseUrl).pathname.replace(/\/$/, "");
        const url = new URL(baseUrl + path);
        expect(url.origin).toBe(new URL(baseUrl).origin);
        expect([url.username, url.password, url.hash]).toEqual(["", "", ""]);
        // What the client makes of it is what was shown: nothing is left to be put right on the way.
        expect(prefix + path).toBe(url.pathname + url.search);
        expect(`${url.pathname}/`).toMatch(
          new RegExp(`^${prefix.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}/`),
        );
        expect(path).toMatch(/^\/[\x21-\x7e]*$/);
        expect(decodedSegments(url.pathname).filter((part) => part === ".." || part === ".")).toEqual([]);
      },
    ),
    { numRuns: 4_000 },
  );
  expect(accepted).toBeGreaterThan(200);
});

/** A path, or undefined where it was refused; anything but a refusal is a bug. */
const acceptedPath = (typed: string, baseUrl: string): string | undefined => {
  try {
    return sent(typed, baseUrl);
  } catch (error) {
    if (error instanceof Failure && (error.code === "E_PATH" || error.code === "E_HOST")) return undefined;
    throw error;
  }
};

/** As a server that decodes before it splits would see them. */
const decodedSegments = (pathname: string): string[] =>
  pathname
    .replaceAll(/%(2e|2f|5c)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .split(/[/\\]/);
