import { expect, test } from "vitest";
import type { ConnectionFlags } from "../../../src/config/connection-flags.js";
import type { Profile } from "../../../src/config/profile.js";
import { resolveConnection } from "../../../src/config/resolve-connection.js";
import { surveyConnection } from "../../../src/config/survey-connection.js";
import type { Env } from "../../../src/model/env.js";
import { failureOf } from "../failures/failure-of.js";
import { profileAt } from "./profiles-fixture.js";

const profilesWith = (apiUrl: string, more: Partial<Profile> = {}) => ({
  active: "p",
  profiles: { p: profileAt(apiUrl, more) },
});

/** The code of the failure that refuses to send the stored key; undefined if it is sent. */
const refusalOf = async (
  bound: string,
  wanted: string,
  flags: ConnectionFlags = {},
  env: Env = {},
  more: Partial<Profile> = {},
): Promise<string | undefined> => {
  const profiles = profilesWith(bound, more);
  const all = { NOVU_API_URL: wanted, ...env };
  const codes = new Set<string | undefined>();
  for (const [options, variables] of [
    [flags, all],
    [{ ...flags, apiUrl: wanted }, env],
    [flags, { ...env, NOVU_MSG_API_URL: wanted }],
  ] as const) {
    const { host, encryption } = surveyConnection(options, variables, profiles).problems;
    codes.add((host ?? encryption)?.code);
    codes.add(
      await failureOf(() => resolveConnection(options, variables, profiles)).then(
        ({ code }) => code,
        () => undefined,
      ),
    );
  }
  expect([...codes]).toHaveLength(1); // Wherever the URL comes from, and for doctor too.
  return [...codes][0];
};

const HTTPS = "https://h.example";
const HTTP = "http://h.example";

test.each<[string, string, string]>([
  ["plain http", HTTPS, HTTP],
  ["plain http at the port of https", HTTPS, `${HTTP}:443`],
  ["https instead of http", HTTP, HTTPS],
  ["another port", HTTPS, `${HTTPS}:8443`],
  ["the default port instead of another", `${HTTPS}:8443`, HTTPS],
  ["a subdomain", HTTPS, "https://a.h.example"],
  ["a name that ends in a dot", HTTPS, `${HTTPS}.`],
  ["another loopback name", "http://localhost:3000", "http://127.0.0.1:3000"],
  ["another IPv6 address", "https://[::1]:3000", "https://[::2]:3000"],
])("a stored key does not go to %s, whatever variables say", async (_what, bound, wanted) => {
  expect(await refusalOf(bound, wanted)).toBe("E_HOST");
  expect(await refusalOf(bound, wanted, {}, { NOVU_MSG_ALLOW_HTTP: "1" })).toBe("E_HOST");
});

test.each<[string, string, string]>([
  ["capitals", HTTPS, "HTTPS://H.Example"],
  ["the default port written out", HTTPS, `${HTTPS}:443`],
  ["the default port of http written out", "http://127.0.0.1", "http://127.0.0.1:80"],
  ["another path", HTTPS, `${HTTPS}/ctx/v1/`],
  ["another form of an IPv6 address", "https://[::1]:3000", "https://[0:0:0:0:0:0:0:1]:3000"],
  ["another form of an IPv4 address", "http://127.0.0.1:3000", "http://127.1:3000"],
])("a stored key goes to its own origin with %s", async (_what, bound, wanted) => {
  expect(await refusalOf(bound, wanted)).toBe(undefined);
});

test.each<[string, string, string]>([
  ["a host", "https://o.example", "o.example"],
  ["a host in capitals", "https://o.example", "O.EXAMPLE"],
  ["a host with the default port", "https://o.example", "o.example:443"],
  ["a host with its port", "https://o.example:8443", "o.example:8443"],
  ["an IPv6 address in brackets", "https://[2001:db8::1]", "[2001:db8::1]"],
  ["an IPv6 address without brackets", "https://[2001:db8::1]", "2001:DB8:0::1"],
  ["an IPv6 address with its port", "https://[2001:db8::1]:8443", "[2001:db8::1]:8443"],
  ["the same host at another port", `${HTTPS}:8443`, "h.example:8443"],
])("--allow-host takes %s", async (_what, wanted, allowed) => {
  expect(await refusalOf(HTTPS, wanted, { allowHost: ["x.example", allowed] })).toBe(undefined);
});

test.each<[string, string]>([
  ["https://o.example", "o.example:444"],
  ["https://o.example:8443", "o.example"],
  ["https://o.example:8443", "o.example:443"],
  ["https://o.example", "*.example"],
  ["https://o.example", "example"],
  ["https://o.example", ""],
  ["https://o.example", "*"],
  ["https://o.example", "me@o.example"],
  ["https://o.example", "o.example/x"],
  ["https://o.example", "https://o.example"],
])("a key for another host does not go to %s with --allow-host %j", async (wanted, allowed) => {
  expect(await refusalOf(HTTPS, wanted, { allowHost: [allowed] })).toBe("E_HOST");
});

test("--allow-host never allows http in place of https, not even on this machine", async () => {
  for (const wanted of ["http://o.example", HTTP, "http://127.0.0.1:3000"]) {
    const allowHost = [new URL(wanted).host];
    expect(await refusalOf(HTTPS, wanted, { allowHost })).toBe("E_HOST");
    expect(await refusalOf(HTTPS, wanted, { allowHost }, { NOVU_MSG_ALLOW_HTTP: "1" })).toBe("E_HOST");
    expect(await refusalOf(HTTPS, wanted, { allowHost, allowHttp: true })).toBe(undefined);
  }
});

test("--allow-http, or the profile, allows http in place of https for the same host", async () => {
  expect(await refusalOf(HTTPS, HTTP, { allowHttp: true })).toBe(undefined);
  expect(await refusalOf(HTTPS, HTTP, {}, {}, { allowHttp: true })).toBe(undefined);
  expect(await refusalOf(HTTPS, "http://o.example", { allowHttp: true })).toBe("E_HOST");
  expect(await refusalOf(HTTPS, "http://o.example", {}, {}, { allowHttp: true })).toBe("E_HOST");
});

test("with the variable, a key stored for plain http is sent there, and to no other address", async () => {
  const env = { NOVU_MSG_ALLOW_HTTP: "1" };
  expect(await refusalOf(HTTP, HTTP)).toBe("E_HTTP");
  expect(await refusalOf(HTTP, HTTP, {}, env)).toBe(undefined);
  expect(await refusalOf(HTTP, "http://o.example", { allowHost: ["o.example"] }, env)).toBe("E_HTTP");
});

test("the failure for plain http names both origins, and the line that allows it", async () => {
  const resolve = () => resolveConnection({}, { NOVU_API_URL: HTTP }, profilesWith(HTTPS));
  const failure = await failureOf(resolve);
  expect(failure.message).toBe(`the key of profile "p" belongs to ${HTTPS}, not to ${HTTP}`);
  expect(failure.info.addition?.words).toEqual(["--allow-http"]);
});
