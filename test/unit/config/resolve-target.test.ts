import { expect, test } from "vitest";
import { resolveTarget } from "../../../src/config/resolve-connection.js";
import { refusalOf } from "../failures/failure-of.js";
import { EU, US } from "./profiles-fixture.js";

test.each([
  ["nothing", {}, {}, { apiUrl: US, allowHttp: false }],
  ["a region", { region: "eu" }, {}, { apiUrl: EU, allowHttp: false }],
  ["an address", { apiUrl: "https://h.example/v1" }, {}, { apiUrl: "https://h.example", allowHttp: false }],
  ["Novu's own variable", {}, { NOVU_API_URL: EU }, { apiUrl: EU, allowHttp: false }],
  [
    "allowed plain http",
    { apiUrl: "http://h.example", allowHttp: true },
    {},
    { apiUrl: "http://h.example", allowHttp: true },
  ],
  ["an allowance that is not needed", { apiUrl: EU, allowHttp: true }, {}, { apiUrl: EU, allowHttp: false }],
  [
    "plain http to this machine",
    { apiUrl: "http://[::1]" },
    {},
    { apiUrl: "http://[::1]", allowHttp: false },
  ],
])("a new profile's target, given %s", (_what, flags, env, target) => {
  expect(resolveTarget(flags, env)).toEqual(target);
});

test("plain http to another machine is refused", async () => {
  expect(await refusalOf(() => resolveTarget({ apiUrl: "http://h.example" }, {}))).toBe(
    "E_HTTP: http://h.example is plain http: the key would be sent unencrypted",
  );
});
