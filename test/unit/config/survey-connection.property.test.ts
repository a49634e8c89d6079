import fc from "fast-check";
import { expect, test } from "vitest";
import type { ConnectionFlags } from "../../../src/config/connection-flags.js";
import type { Profiles } from "../../../src/config/profile.js";
import { needsProfiles, resolveConnection } from "../../../src/config/resolve-connection.js";
import { surveyConnection } from "../../../src/config/survey-connection.js";
import { Failure } from "../../../src/failures/failure.js";
import type { Env } from "../../../src/model/env.js";

const url = fc.constantFrom(
  "https://api.novu.co",
  "http://127.0.0.1:3000",
  "http://novu.example",
  "nonsense",
);
const name = fc.constantFrom("dev", "prod", "nope");
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

const flags: fc.Arbitrary<ConnectionFlags> = fc.record({
  profile: maybe(name),
  region: maybe(fc.constantFrom("us", "eu", "mars")),
  apiUrl: maybe(url),
  allowHttp: maybe(fc.boolean()),
});
const env: fc.Arbitrary<Env> = fc.record({
  NOVU_SECRET_KEY: maybe(fc.constant("key")),
  NOVU_MSG_SECRET_KEY: maybe(fc.constant("key")),
  NOVU_API_URL: maybe(url),
  NOVU_MSG_PROFILE: maybe(name),
});
const stored = (apiUrl: string) => ({ apiUrl, key: { in: "file" as const, value: "k" }, createdAt: "x" });
const profiles: fc.Arbitrary<Profiles> = fc.record(
  {
    active: name,
    profiles: fc.constant({ dev: stored("http://127.0.0.1:3000"), prod: stored("https://eu.api.novu.co") }),
  },
  { requiredKeys: ["profiles"] },
);

/** What the run would do: its plan, or the code of its failure. */
const outcome = (...parts: Parameters<typeof resolveConnection>) => {
  try {
    return { plan: resolveConnection(...parts) };
  } catch (error) {
    if (error instanceof Failure) return { code: error.code };
    throw error;
  }
};

test("a survey agrees with the run, and reports the failure the run would end with", () => {
  fc.assert(
    fc.property(flags, env, profiles, (f, e, p) => {
      const survey = surveyConnection(f, e, p);
      const { plan, code } = outcome(f, e, p);
      const { key, ...obstacles } = survey.problems;
      if (plan === undefined) {
        expect(Object.values(obstacles).map((problem) => problem.code)).toContain(code);
        return;
      }
      expect(obstacles).toEqual({});
      expect([survey.apiUrl, survey.profile]).toEqual([plan.apiUrl, plan.profile]);
      expect([survey.key?.source, survey.key?.overridden]).toEqual([plan.key?.source, plan.key?.overridden]);
      expect(key === undefined).toBe(plan.key !== undefined);
    }),
    { numRuns: 500 },
  );
});

test("with an unreadable file, nothing is guessed that depends on it", () => {
  fc.assert(
    fc.property(flags, env, (f, e) => {
      const survey = surveyConnection(f, e, undefined);
      expect(survey.lacksProfile).toBe(needsProfiles(f, e));
      if (!survey.lacksProfile) return;
      expect(survey.key).toBeUndefined();
      expect(survey.apiUrl?.source).not.toBe("default");
    }),
  );
});
