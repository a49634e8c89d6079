import { expect, test } from "vitest";
import { resolveProxy } from "../../../src/config/resolve-proxy.js";
import { refusalOf } from "../failures/failure-of.js";

const plan = (env: Record<string, string>, url = "https://eu.api.novu.co", proxy?: string) =>
  resolveProxy({ proxy }, env, url);
const sourceOf = (...words: Parameters<typeof plan>) => plan(...words).selected?.source;
const PROXY = "http://proxy.example:3128";

test("the variable of the address's own scheme applies; lower case counts first; empty is not set", () => {
  expect(sourceOf({ HTTPS_PROXY: PROXY })).toBe("HTTPS_PROXY");
  expect(sourceOf({ HTTPS_PROXY: PROXY, https_proxy: PROXY })).toBe("https_proxy");
  expect(sourceOf({ HTTPS_PROXY: PROXY, https_proxy: " " })).toBe("HTTPS_PROXY");
  expect(sourceOf({ HTTP_PROXY: PROXY })).toBeUndefined();
  expect(sourceOf({ HTTP_PROXY: PROXY }, "http://novu.example")).toBe("HTTP_PROXY");
  expect(sourceOf({})).toBeUndefined();
});

test("the flag overrides every variable, NO_PROXY and loopback; `none` disables proxies", () => {
  const env = { HTTPS_PROXY: "http://other:1", NO_PROXY: "*" };
  expect(plan(env, "https://localhost", PROXY)).toMatchObject({
    selected: { source: "--proxy", label: "proxy.example:3128" },
    directReason: undefined,
  });
  expect(plan({ HTTPS_PROXY: PROXY }, "https://x.example", "none")).toMatchObject({
    selected: undefined,
    directReason: "--proxy none disables it",
  });
});

test.each([
  ["*", true],
  ["novu.co", true],
  [".novu.co", true],
  ["*.novu.co", true],
  ["EU.API.NOVU.CO", true],
  ["eu.api.novu.co.", true],
  ["a.example, eu.api.novu.co:443", true],
  ["a.example eu.api.novu.co", true],
  ["eu.api.novu.co:8443", false],
  ["vu.co", false],
  ["api.novu.com", false],
  [",", false],
  ["0.0.0.0/0", false],
])("NO_PROXY=%s excepts: %s", (exceptions, isExcepted) => {
  const env = { HTTPS_PROXY: PROXY, NO_PROXY: exceptions };
  expect(plan(env)).toMatchObject(
    isExcepted
      ? { selected: undefined, directReason: "NO_PROXY excludes this host" }
      : { selected: { source: "HTTPS_PROXY" } },
  );
});

test.each([
  ["10.1.2.3", "http://10.1.2.3:3000", true],
  ["10.1.2.3:3000", "http://10.1.2.3:3000", true],
  ["10.1.2.3:80", "http://10.1.2.3:3000", false],
  ["10.1.2.4", "http://10.1.2.3:3000", false],
  ["2.3", "http://10.1.2.3:3000", false],
  ["10.0.0.0/8", "http://10.1.2.3:3000", true],
  ["10.1.2.4/31", "http://10.1.2.3:3000", false],
  ["10.0.0.0/33", "http://10.1.2.3:3000", false],
  ["10.0.0.0/", "http://10.1.2.3:3000", false],
  ["[fd00::1]", "http://[fd00::1]:3000", true],
  ["fd00::1", "http://[fd00::1]:3000", true],
  ["[fd00::1]:3000", "http://[fd00::1]:3000", true],
  ["fd00::/8", "http://[fd00::1]:3000", true],
  ["10.0.0.0/8", "http://[fd00::1]:3000", false],
])("NO_PROXY=%s for %s in numbers excepts: %s", (exceptions, url, isExcepted) => {
  const use = plan({ HTTP_PROXY: PROXY, NO_PROXY: exceptions }, url).selected?.source;
  expect(use).toBe(isExcepted ? undefined : "HTTP_PROXY");
});

test.each(["http://localhost:3000", "http://127.1", "http://[::1]:80", "http://[::ffff:127.0.0.1]"])(
  "%s is this machine's own, and no variable sends it to a proxy",
  (url) => {
    expect(plan({ HTTP_PROXY: PROXY }, url)).toMatchObject({
      selected: undefined,
      directReason: "not used for this machine",
    });
  },
);

test.each([
  ["http://me:pass@proxy:3128/", "http://••••••••@proxy:3128/"],
  ["me:p@ss@proxy:3128", "••••••••@proxy:3128"],
  ["socks5://me@proxy", "socks5://••••••••@proxy"],
  ["http://me:pa/ss@proxy:3128", "http://••••••••@proxy:3128"],
  ["http://proxy:3128/a", "http://proxy:3128/a"],
  [" proxy ", "proxy"],
])("%s is shown as %s", (value, shown) => {
  expect(plan({ HTTP_PROXY: value }).configured).toEqual([{ name: "HTTP_PROXY", value: shown }]);
});

test.each([
  ["proxy:3128", "http://proxy:3128/", "proxy:3128"],
  ["https://proxy", "https://proxy/", "proxy"],
  ["me:p@ss@proxy:3128", "http://me:p%40ss@proxy:3128/", "proxy:3128"],
  ["http://[fd00::1]:8080", "http://[fd00::1]:8080/", "[fd00::1]:8080"],
])("the proxy %s is %s, shown as %s", (text, url, shown) => {
  const { selected } = plan({}, "https://x.example", text);
  expect([selected?.url.reveal(), selected?.label]).toEqual([url, shown]);
  expect(JSON.stringify(selected)).not.toContain("me:");
});

test.each([
  ["", "E_URL: --proxy is empty; to disable the proxy use --proxy none"],
  [
    "socks5://me:s3cret@proxy:1080",
    `E_URL: "socks5://••••••••@proxy:1080" from --proxy isn't a valid proxy URL`,
  ],
  ["http://me:s3cret@pro xy", `E_URL: "http://••••••••@pro xy" from --proxy isn't a valid proxy URL`],
  ["http://me:pa/ss@proxy:1", `E_URL: "http://••••••••@proxy:1" from --proxy isn't a valid proxy URL`],
  ["me:50%@proxy", `E_URL: "••••••••@proxy" from --proxy isn't a valid proxy URL`],
])("the proxy %j is refused", async (text, refusal) => {
  expect(await refusalOf(async () => plan({}, "https://x.example", text))).toBe(refusal);
});

test("an invalid variable fails only if it would be used", async () => {
  const env = { HTTPS_PROXY: "socks5://proxy" };
  expect(plan(env, "http://novu.example").selected).toBeUndefined();
  expect(await refusalOf(async () => plan(env))).toContain("from HTTPS_PROXY");
});
