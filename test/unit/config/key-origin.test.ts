import { expect, test } from "vitest";
import type { ConnectionFlags } from "../../../src/config/connection-flags.js";
import { keyOrigin } from "../../../src/config/key-origin.js";
import { NO_PROFILES, type Profiles } from "../../../src/config/profile.js";
import { resolveConnection } from "../../../src/config/resolve-connection.js";
import type { Env } from "../../../src/model/env.js";
import { EU, PROFILES, US } from "./profiles-fixture.js";

const originOf = (flags: ConnectionFlags, env: Env, profiles: Profiles = NO_PROFILES) =>
  keyOrigin(resolveConnection(flags, env, profiles));

const WITH_KEY: Env = { NOVU_SECRET_KEY: "s3cret" };

test.each<[string, ConnectionFlags, string, string]>([
  ["the default region", {}, `The key comes from NOVU_SECRET_KEY, the URL ${US} from default.`, "eu"],
  [
    "a region by flag",
    { region: "eu" },
    `The key comes from NOVU_SECRET_KEY, the URL ${EU} from --region.`,
    "us",
  ],
  [
    "a region's address",
    { apiUrl: `${US}/v1` },
    `The key comes from NOVU_SECRET_KEY, the URL ${US} from --api-url.`,
    "eu",
  ],
])("a variable's key for %s may belong to the other region", (_what, flags, text, other) => {
  expect(originOf(flags, WITH_KEY)).toEqual({
    text,
    next: [{ words: ["novu-msg", "whoami", "--region", other], when: "to try the key in the other region" }],
  });
});

test.each<[string, string]>([
  ["prod", EU],
  ["own", "https://novu.example.com/ctx"],
])("the key of profile %s can be replaced in place", (name, apiUrl) => {
  expect(originOf({ profile: name }, WITH_KEY, PROFILES)).toEqual({
    text: `The key comes from profile ${name}, the URL ${apiUrl} from profile ${name}.`,
    next: [
      {
        words: ["novu-msg", "profile", "set", name],
        when: "to replace the stored key",
      },
    ],
  });
});

test("for a variable's key and a self-hosted server, only the origin is known", () => {
  expect(originOf({}, { ...WITH_KEY, NOVU_API_URL: "https://h.example/ctx" })).toEqual({
    text: "The key comes from NOVU_SECRET_KEY, the URL https://h.example/ctx from NOVU_API_URL.",
    next: [],
  });
});

test("on this machine a restarted sandbox is named, and neither region", () => {
  const { unknownKey, next } = originOf({ apiUrl: "http://localhost:4000" }, WITH_KEY);
  expect(unknownKey?.join(" ")).toMatch(/^A sandbox makes a new key each time it starts/);
  expect(unknownKey?.join(" ")).not.toMatch(/\bUS\b|\bEU\b/);
  expect(next.map(({ words }) => words.join(" "))).toEqual(["novu-msg sandbox env"]);
});
