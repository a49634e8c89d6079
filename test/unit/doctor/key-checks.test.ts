import { expect, test } from "vitest";
import { type Probe, probe } from "../../../src/commands/doctor/observations.js";
import type { ConnectionFlags } from "../../../src/config/connection-flags.js";
import { keyOrigin } from "../../../src/config/key-origin.js";
import type { Profiles } from "../../../src/config/profile.js";
import { surveyConnection } from "../../../src/config/survey-connection.js";
import type { Env } from "../../../src/model/env.js";
import type { Environment } from "../../../src/model/environment.js";
import { createNovu } from "../../../src/novu/novu.js";
import { createSecret } from "../../../src/secrets/secret.js";
import { response } from "../novu/fake-call.js";
import { findingOf } from "./observed.js";

const KEY = "0123456789abcdef0123456789abcdef";

/** The finding when Novu answers so to a run with these settings. */
const keyFindingOf = async (message: string, flags: ConnectionFlags, env: Env, profiles?: Profiles) => {
  const survey = surveyConnection(flags, env, profiles ?? { profiles: {} });
  const { apiUrl } = survey;
  if (apiUrl === undefined) throw new Error("there is no URL");
  const http = async () => response(401, { statusCode: 401, message });
  const novu = createNovu(http, apiUrl.value, keyOrigin({ ...survey, apiUrl }));
  const environment: Probe<Environment> = await probe(() => novu.environment());
  const secret = { kind: "seen", value: createSecret(env.NOVU_SECRET_KEY ?? KEY) } as const;
  return findingOf("key", { survey, environment, secret });
};

test("an unknown key at one cloud region may be one of the other; it is for the user to send it there", async () => {
  const us = await keyFindingOf("API Key not found", {}, { NOVU_SECRET_KEY: KEY });
  expect([us.state, us.finding]).toEqual([
    "fail",
    "Novu doesn't accept this API key in region us; it may be a key for region eu",
  ]);
  expect(us.next[0]).toEqual({
    words: ["novu-msg", "doctor", "--region", "eu"],
    when: "to try the key there (it is never sent to another region automatically)",
  });
  expect(us.details).toEqual({ code: "E_UNAUTHORIZED", exit: 4, region: "us", otherRegion: "eu" });
  const eu = await keyFindingOf("API Key not found", { region: "eu" }, { NOVU_SECRET_KEY: KEY });
  expect(eu.finding).toBe("Novu doesn't accept this API key in region eu; it may be a key for region us");
});

test("a profile's key is bound to its host, so its way leads through the profile", async () => {
  const prod = {
    apiUrl: "https://api.novu.co",
    key: { in: "file" as const, value: KEY },
    createdAt: "2026-01-01T00:00:00.000Z",
  };
  const { next } = await keyFindingOf("API Key not found", {}, {}, { active: "prod", profiles: { prod } });
  expect(next[0]).toEqual({
    words: ["novu-msg", "profile", "add", "prod", "--region", "eu"],
    when: "to enter the key again and store it for that region",
  });
});

test("another 401, or another server, says nothing of regions", async () => {
  const other = await keyFindingOf("User is gone", {}, { NOVU_SECRET_KEY: KEY });
  const own = await keyFindingOf(
    "API Key not found",
    { apiUrl: "https://novu.example" },
    { NOVU_SECRET_KEY: KEY },
  );
  expect([other.finding, own.finding]).toEqual([
    "Novu doesn't accept this API key",
    "Novu doesn't accept this API key",
  ]);
  expect(own.details).toEqual({ code: "E_UNAUTHORIZED", exit: 4 });
});

test("a key of another form is remarked on, and not shown", async () => {
  const odd = await keyFindingOf("API Key not found", {}, { NOVU_SECRET_KEY: "sk_live_hunter2" });
  expect(odd.next[0]).toBe("Novu keys are 32 hex characters; this isn't one. Did you paste something else?");
  expect(JSON.stringify(odd)).not.toContain("hunter2");
});
