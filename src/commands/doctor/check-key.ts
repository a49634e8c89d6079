import { REGION_NAMES, REGIONS } from "../../config/api-url.js";
import { keyLabel } from "../../config/profile.js";
import type { ConnectionSurvey } from "../../config/survey-connection.js";
import type { Failure } from "../../failures/failure.js";
import { hasKeyForm, type Secret } from "../../secrets/secret.js";
import { ignoring } from "./check-address.js";
import type { Observations } from "./examine.js";
import { type Advice, adviceOf, type Finding, fail, pass, skip } from "./finding.js";
import { probedValue } from "./probe.js";
import { shorten } from "./shorten.js";

/** Which key counts, and what it puts out of force. */
export const checkKeySource = ({ secret, survey }: Pick<Observations, "secret" | "survey">): Finding => {
  const { key, profile } = survey;
  const details = { source: key?.source ?? null, shadowed: [...(key?.overridden ?? [])] };
  if (secret.kind === "skipped") return skip("key-source", secret.because);
  if (secret.kind === "failed") return fail("key-source", secret.failure, { details });
  const place = profile === undefined ? "" : ` (${keyLabel(profile.profile.key)})`;
  return pass("key-source", `${key?.source ?? "nowhere"}${place}${ignoring(details.shadowed)}`, details);
};

/** Whether Novu takes the key. It goes to no other address than the run's own, not even to look there. */
export const checkKey = (
  seen: Pick<Observations, "environment" | "secret" | "survey" | "health">,
): Finding => {
  const { environment, survey, health } = seen;
  if (survey.problems.host !== undefined) return fail("key", survey.problems.host);
  if (environment.kind === "skipped") return skip("key", environment.because);
  if (environment.kind === "failed") {
    const { failure } = environment;
    // The same news as the API's own line, which stands for it.
    if (failure.code === "E_NO_ROUTE" && health.kind === "failed" && health.failure.code === "E_NO_ROUTE")
      return skip("key", "what answers there does not know the routes of Novu's API");
    return failure.code === "E_UNAUTHORIZED" ? refused(failure, seen) : fail("key", failure);
  }
  const { id, name, type, organizationId } = environment.value;
  const called = shorten(name ?? id ?? "of a name it does not tell");
  return pass("key", `accepted: environment ${called}${type === undefined ? "" : ` (${shorten(type)})`}`, {
    environment: {
      id: id ?? null,
      name: name ?? null,
      type: type ?? null,
      organizationId: organizationId ?? null,
    },
  });
};

const refused = (failure: Failure, { survey, secret }: Pick<Observations, "survey" | "secret">): Finding => {
  const here = REGION_NAMES.find((region) => REGIONS[region] === survey.apiUrl?.value);
  const there = REGION_NAMES.find((region) => here !== undefined && region !== here);
  const isUnknown = /not found/i.test(String(failure.info.details?.serverMessage));
  const form = formAdvice(probedValue(secret));
  if (there === undefined || !isUnknown)
    return fail("key", failure, { next: [...form, ...adviceOf(failure)] });
  return fail("key", failure, {
    finding: `${failure.message} in region ${here}; it may be a key of region ${there}`,
    details: { region: here ?? null, otherRegion: there },
    next: [...form, ...otherRegion(there, survey), ...(failure.info.hint ?? []).slice(0, 1)],
  });
};

/** A profile's key is bound to its host, so there the way leads through the profile. */
const otherRegion = (region: string, { profile }: ConnectionSurvey): Advice[] => [
  profile === undefined
    ? {
        words: ["novu-msg", "doctor", "--region", region],
        when: "sends the key to that region, which was not done by itself",
      }
    : {
        words: ["novu-msg", "profile", "add", profile.name, "--region", region],
        when: "asks for the key again and stores it for that region",
      },
];

const formAdvice = (secret: Secret | undefined): string[] =>
  secret === undefined || hasKeyForm(secret)
    ? []
    : ["It has not the form of Novu's keys, 32 hexadecimal digits; was something else pasted?"];
