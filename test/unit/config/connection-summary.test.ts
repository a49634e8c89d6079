import { expect, test } from "vitest";
import type { ConnectionFlags } from "../../../src/config/connection-flags.js";
import { summarizeConnection } from "../../../src/config/connection-summary.js";
import { type KeyLocation, NO_PROFILES, type Profiles } from "../../../src/config/profile.js";
import { resolveConnection } from "../../../src/config/resolve-connection.js";
import type { Env } from "../../../src/model/env.js";
import { EU, profileAt, US } from "./profiles-fixture.js";

const ENVIRONMENT = { id: "e1", name: "Production", type: "prod", organizationId: "o1" };

const withKey = (key: KeyLocation): Profiles => ({
  active: "prod",
  profiles: { prod: profileAt(EU, { key, environment: ENVIRONMENT }), bare: profileAt(US) },
});
const STORED = withKey({ in: "file", value: "s3cret-file" });

const summaryOf = (flags: ConnectionFlags, env: Env, profiles: Profiles) =>
  summarizeConnection(resolveConnection(flags, env, profiles));

test("a connection with nothing set goes to the default region with no key", () => {
  expect(summaryOf({}, {}, NO_PROFILES)).toEqual({
    apiUrl: { value: US, source: "default", overridden: [] },
    region: "us",
    key: { source: "nowhere", overridden: [], label: undefined },
    profile: undefined,
    allow: { level: "write", source: "default" },
  });
});

test("a key from a variable is shown by the variable's name, with what it overrides", () => {
  const env = { NOVU_SECRET_KEY: "s3cret-a", NOVU_API_KEY: "s3cret-b" };
  expect(summaryOf({ apiUrl: "https://h.example/ctx" }, env, STORED)).toEqual({
    apiUrl: { value: "https://h.example/ctx", source: "--api-url", overridden: [] },
    region: "h.example",
    key: { source: "NOVU_SECRET_KEY", overridden: ["NOVU_API_KEY", "profile prod"], label: undefined },
    profile: undefined,
    allow: { level: "write", source: "default" },
  });
});

test("a profile's connection names the profile and its environment", () => {
  expect(summaryOf({}, {}, STORED)).toEqual({
    apiUrl: { value: EU, source: "profile prod", overridden: [] },
    region: "eu",
    key: { source: "profile prod", overridden: [], label: "config file" },
    profile: { name: "prod", environment: ENVIRONMENT, isNamed: false, isProtected: false },
    allow: { level: "write", source: "default" },
  });
});

test("a profile that was never verified has no environment", () => {
  expect(summaryOf({ profile: "bare" }, {}, STORED).profile).toEqual({
    name: "bare",
    environment: undefined,
    isNamed: true,
    isProtected: false,
  });
});

test("the level of a run is the strictest of flag, variable and profile, with its sources", () => {
  const limited: Profiles = { active: "prod", profiles: { prod: profileAt(EU, { allow: "ask" }) } };
  const allowOf = (flags: ConnectionFlags, env: Env) => summaryOf(flags, env, limited).allow;
  expect(allowOf({}, {})).toEqual({ level: "ask", source: "profile prod" });
  expect(allowOf({ allow: "write" }, { NOVU_MSG_ALLOW: "write" })).toEqual({
    level: "ask",
    source: "profile prod",
  });
  expect(allowOf({ allow: "ask" }, { NOVU_MSG_ALLOW: "ask" }).source).toBe(
    "--allow, NOVU_MSG_ALLOW, profile prod",
  );
  expect(allowOf({ allow: "read" }, {})).toEqual({ level: "read", source: "--allow" });
  expect(allowOf({}, { NOVU_MSG_ALLOW: "READ-ONLY" })).toEqual({ level: "read", source: "NOVU_MSG_ALLOW" });
  // A key from a variable is no profile's, unless the run names one.
  expect(allowOf({}, { NOVU_SECRET_KEY: "s3cret" }).level).toBe("write");
  expect(allowOf({}, { NOVU_MSG_SECRET_KEY: "s3cret", NOVU_MSG_PROFILE: "prod" }).level).toBe("ask");
});

test.each([5, null, "", "Write", ["write"]])("a profile's level %j is not one, so it means read", (allow) => {
  const profiles: Profiles = { active: "prod", profiles: { prod: profileAt(EU, { allow }) } };
  expect(summaryOf({}, {}, profiles).allow).toEqual({ level: "read", source: "profile prod" });
});

test.each<[string, Env, Profiles]>([
  ["a variable", { NOVU_SECRET_KEY: "s3cret-a", NOVU_API_KEY: "s3cret-b" }, STORED],
  ["the config file", {}, STORED],
  ["a profile's variable", { TEAM_KEY: "s3cret-env" }, withKey({ in: "env", name: "TEAM_KEY" })],
  ["a command", {}, withKey({ in: "command", command: "echo s3cret-command" })],
])("a key from %s, and what the profile holds of it, is never part of the facts", (_what, env, profiles) => {
  expect(JSON.stringify(summaryOf({}, env, profiles))).not.toContain("s3cret");
});
