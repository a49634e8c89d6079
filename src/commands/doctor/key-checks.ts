import { REGION_NAMES, REGIONS } from "../../config/api-url.js";
import { keyLabel } from "../../config/profile.js";
import type { ConnectionSurvey } from "../../config/survey-connection.js";
import type { Failure } from "../../failures/failure.js";
import { hasKeyForm, type Secret } from "../../secrets/secret.js";
import {
  type Advice,
  adviceOf,
  type Check,
  type CheckResult,
  fail,
  ignoredText,
  pass,
  shorten,
  skip,
} from "./check.js";
import { failureOf, type Observations, seenValue } from "./observations.js";

/** Which key is used, and which settings it overrides. */
const checkKeySource = ({ survey }: Observations): CheckResult => {
  const { key, profile } = survey;
  const location = profile === undefined ? "" : ` (${keyLabel(profile.profile.key)})`;
  const details = keySourceDetails(survey);
  return pass(`${key?.source ?? "nowhere"}${location}${ignoredText(details.shadowed)}`, details);
};

const keySourceDetails = ({ key }: ConnectionSurvey) => ({
  source: key?.source ?? null,
  shadowed: [...(key?.overridden ?? [])],
});

/** Whether Novu accepts the key. It is sent to the run's own address only, even to find out where it belongs. */
const checkKey = ({ environment, survey, secret, health }: Observations): CheckResult => {
  if (survey.problems.host !== undefined) return fail(survey.problems.host);
  if (environment.kind === "skipped") return skip(environment.reason);
  if (environment.kind === "failed") {
    const { failure } = environment;
    // The API's own check reports this already.
    if (failure.code === "E_NO_ROUTE" && failureOf(health)?.code === "E_NO_ROUTE")
      return skip("the server doesn't have Novu's API routes");
    return failure.code === "E_UNAUTHORIZED" ? refused(failure, survey, seenValue(secret)) : fail(failure);
  }
  const { id, name, type, organizationId } = environment.value;
  const called = shorten(name ?? id ?? "name unknown");
  return pass(`accepted: environment ${called}${type === undefined ? "" : ` (${shorten(type)})`}`, {
    environment: {
      id: id ?? null,
      name: name ?? null,
      type: type ?? null,
      organizationId: organizationId ?? null,
    },
  });
};

const refused = (failure: Failure, survey: ConnectionSurvey, secret: Secret | undefined): CheckResult => {
  const here = REGION_NAMES.find((region) => REGIONS[region] === survey.apiUrl?.value);
  const there = REGION_NAMES.find((region) => here !== undefined && region !== here);
  const isUnknown = /not found/i.test(String(failure.info.details?.serverMessage));
  const form = formAdvice(secret);
  if (there === undefined || !isUnknown) return fail(failure, { next: [...form, ...adviceOf(failure)] });
  return fail(failure, {
    finding: `${failure.message} in region ${here}; it may be a key for region ${there}`,
    details: { region: here ?? null, otherRegion: there },
    next: [...form, otherRegion(there, survey), ...(failure.info.hint ?? []).slice(0, 1)],
  });
};

/** A profile's key may be sent to the profile's host only, so the profile itself has to change. */
const otherRegion = (region: string, { profile }: ConnectionSurvey): Advice =>
  profile === undefined
    ? {
        words: ["novu-msg", "doctor", "--region", region],
        when: "to try the key there (it is never sent to another region automatically)",
      }
    : {
        words: ["novu-msg", "profile", "add", profile.name, "--region", region],
        when: "to enter the key again and store it for that region",
      };

const formAdvice = (secret: Secret | undefined): string[] =>
  secret === undefined || hasKeyForm(secret)
    ? []
    : ["Novu keys are 32 hex characters; this isn't one. Did you paste something else?"];

export const KEY_CHECKS: readonly Check[] = [
  {
    id: "key-source",
    label: "key source",
    probe: "secret",
    run: (_secret, seen) => checkKeySource(seen),
    onFailure: (failure, { survey }) => fail(failure, { details: keySourceDetails(survey) }),
  },
  { id: "key", label: "key", run: checkKey },
];
