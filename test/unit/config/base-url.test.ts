import fc from "fast-check";
import { expect, test } from "vitest";
import { isLoopback, normalizeBaseUrl, REGIONS, serverName } from "../../../src/config/api-url.js";
import { failureOf } from "../failures/failure-of.js";

test.each([
  ["https://api.novu.co", "https://api.novu.co"],
  ["https://api.novu.co/", "https://api.novu.co"],
  ["https://api.novu.co///", "https://api.novu.co"],
  ["https://api.novu.co/v1", "https://api.novu.co"],
  ["https://api.novu.co/v2/", "https://api.novu.co"],
  ["https://api.novu.co//v1//", "https://api.novu.co"],
  ["https://api.novu.co/v1/v2", "https://api.novu.co"],
  ["https://api.novu.co/v3", "https://api.novu.co/v3"],
  ["https://api.novu.co/v10", "https://api.novu.co/v10"],
  ["https://host/dev1", "https://host/dev1"],
  ["https://host/novu/api", "https://host/novu/api"],
  ["https://host/novu/api/v1/", "https://host/novu/api"],
  ["https://host/v1/api", "https://host/v1/api"],
  ["http://localhost:3000/", "http://localhost:3000"],
  ["http://[::1]:3000/v1", "http://[::1]:3000"],
  ["HTTPS://API.Novu.CO/", "https://api.novu.co"],
  ["https://api.novu.co:443", "https://api.novu.co"],
  ["  https://api.novu.co\n", "https://api.novu.co"],
  ["https://host/a b/", "https://host/a%20b"],
])("the address %j is used as %s", (text, url) => {
  expect(normalizeBaseUrl(text)).toBe(url);
});

test.each(["", "/v1", "ftp://host", "file:///etc", "javascript:x", "http://", "eu"])(
  "%j is no address of a server",
  async (text) => {
    const failure = await failureOf(() => normalizeBaseUrl(text));
    expect([failure.code, failure.message]).toEqual(["E_URL", `"${text}" isn't an http or https URL`]);
  },
);

test.each(["https://user@host", "https://user:s3cret@host/x", "https://:s3cret@host"])(
  "an address with user info such as %s is refused, and not repeated",
  async (text) => {
    const failure = await failureOf(() => normalizeBaseUrl(text));
    expect([failure.code, failure.message]).toEqual([
      "E_URL",
      "the URL can't contain a user name or password",
    ]);
    expect(JSON.stringify(failure)).not.toContain("s3cret");
  },
);

test.each(["https://host/v1/?page=1#top", "https://host?key=s3cret", "https://host/#s3cret"])(
  "an address with a query or a fragment such as %s is refused, and not repeated",
  async (text) => {
    const failure = await failureOf(() => normalizeBaseUrl(text));
    expect([failure.code, failure.message, failure.info]).toEqual([
      "E_URL",
      "the URL can't have a query or a fragment",
      { hint: ["Use the URL up to the API's path, such as https://novu.example.com/api. Nothing was sent."] },
    ]);
  },
);

test("normalizing is idempotent, and the result never ends in a slash or a version", () => {
  const part = fc.constantFrom("/", "//", "/v1", "/v2", "/ctx", "/v1x", "/a%2Fb");
  const address = fc
    .tuple(fc.constantFrom("https://h.example", "http://127.0.0.1:3000"), fc.array(part))
    .map(([origin, parts]) => origin + parts.join(""));
  fc.assert(
    fc.property(fc.oneof(address, fc.webUrl()), (text) => {
      const url = normalizeBaseUrl(text);
      expect(normalizeBaseUrl(url)).toBe(url);
      expect(url).not.toMatch(/\/(v[12])?$/);
    }),
    { numRuns: 500 },
  );
});

test("a server's name is its region, or the host of another server", () => {
  expect([REGIONS.us, REGIONS.eu, "http://localhost:3000", "https://h.example/ctx"].map(serverName)).toEqual([
    "us",
    "eu",
    "localhost:3000",
    "h.example",
  ]);
});

test.each([
  ["http://localhost:3000", true],
  ["http://127.0.0.1", true],
  ["http://127.1:80", true],
  ["http://127.8.9.10:3000/x", true],
  ["http://[::1]:3000", true],
  ["http://2130706433", true],
  ["http://[::ffff:127.0.0.1]:3000", true],
  ["http://[::ffff:7f01:203]", true],
  ["http://[::ffff:128.0.0.1]", false],
  ["http://localhost.", false],
  ["http://10.0.0.1", false],
  ["http://0.0.0.0:3000", false],
  ["http://localhost.example.com", false],
  ["http://127.0.0.1.example.com", false],
  ["http://notlocalhost", false],
  ["http://[::2]", false],
])("that %s is this machine is %s", (url, isThis) => {
  expect(isLoopback(url)).toBe(isThis);
});
