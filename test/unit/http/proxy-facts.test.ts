import { expect, test } from "vitest";
import { proxyFacts } from "../../../src/http/proxy-facts.js";

const applying = (env: Record<string, string>, url = "https://eu.api.novu.co") =>
  proxyFacts(env, url).applying;
const PROXY = "http://proxy.example:3128";

test("the variable of the address's own scheme applies; lower case counts first; empty is not set", () => {
  expect(applying({ HTTPS_PROXY: PROXY })).toBe("HTTPS_PROXY");
  expect(applying({ HTTPS_PROXY: PROXY, https_proxy: PROXY })).toBe("https_proxy");
  expect(applying({ HTTPS_PROXY: PROXY, https_proxy: " " })).toBe("HTTPS_PROXY");
  expect(applying({ HTTP_PROXY: PROXY })).toBeUndefined();
  expect(applying({ HTTP_PROXY: PROXY }, "http://novu.example")).toBe("HTTP_PROXY");
  expect(applying({})).toBeUndefined();
});

test.each([
  ["*", true],
  ["novu.co", true],
  [".novu.co", true],
  ["*.novu.co", true],
  ["EU.API.NOVU.CO", true],
  ["a.example, eu.api.novu.co:443", true],
  ["a.example eu.api.novu.co", true],
  ["eu.api.novu.co:8443", false],
  ["vu.co", false],
  ["api.novu.com", false],
  [",", false],
])("NO_PROXY=%s excepts: %s", (exceptions, isExcepted) => {
  const env = { HTTPS_PROXY: PROXY, NO_PROXY: exceptions };
  expect(applying(env)).toBe(isExcepted ? undefined : "HTTPS_PROXY");
});

test("an address in numbers is excepted as it stands, not as somebody's subdomain", () => {
  expect(applying({ HTTP_PROXY: PROXY, NO_PROXY: "127.0.0.1" }, "http://127.0.0.1:3000")).toBeUndefined();
  expect(
    applying({ HTTP_PROXY: PROXY, NO_PROXY: "127.0.0.1:3000" }, "http://127.0.0.1:3000"),
  ).toBeUndefined();
  expect(applying({ HTTP_PROXY: PROXY, NO_PROXY: "[::1]" }, "http://[::1]:3000")).toBeUndefined();
  expect(applying({ HTTP_PROXY: PROXY, NO_PROXY: "127.0.0.2" }, "http://127.0.0.1:3000")).toBe("HTTP_PROXY");
});

test.each([
  ["http://me:pass@proxy:3128/", "http://••••••••@proxy:3128/"],
  ["me:p@ss@proxy:3128", "••••••••@proxy:3128"],
  ["socks5://me@proxy", "socks5://••••••••@proxy"],
  ["http://proxy:3128/a@b", "http://proxy:3128/a@b"],
  [" proxy ", "proxy"],
])("%s is shown as %s", (value, shown) => {
  expect(proxyFacts({ HTTP_PROXY: value }, "https://x.example").set).toEqual([
    { name: "HTTP_PROXY", value: shown },
  ]);
});
