import type { Failure } from "../../failures/failure.js";
import type { JsonObject } from "../../model/json.js";
import { withoutKeyLike } from "../../secrets/secret.js";
import { type Advice, type Check, type CheckResult, fail, type ProbeCheck, skip } from "./check.js";
import { KEY_CHECKS } from "./key-checks.js";
import { NETWORK_CHECKS } from "./network-checks.js";
import type { Observations, Probe, ProbeName, Probes, ProbeValues } from "./observations.js";
import { SERVER_CHECKS } from "./server-checks.js";
import { SETUP_CHECKS } from "./setup-checks.js";

/**
 * Every check, in the order in which they are shown. The first that fails decides the exit code: each group depends
 * on the one before it, so a later failure is mostly the consequence of an earlier one.
 */
const GROUPS: Readonly<Record<string, readonly Check[]>> = {
  setup: SETUP_CHECKS,
  network: NETWORK_CHECKS,
  key: KEY_CHECKS,
  server: SERVER_CHECKS,
};

/** The result of one check, with its name and group. */
interface Finding extends CheckResult {
  readonly id: string;
  readonly group: string;
  readonly label: string;
}

export const runChecks = (observations: Observations): readonly Finding[] =>
  Object.entries(GROUPS).flatMap(([group, checks]) =>
    checks.map((check) => ({
      id: check.id,
      group,
      label: check.label,
      ...withoutKeys(runCheck(check, observations)),
    })),
  );

const runCheck = (check: Check, observations: Observations): CheckResult =>
  check.probe === undefined ? check.run(observations) : runProbeCheck(check, observations);

const runProbeCheck = <Name extends ProbeName>(
  check: ProbeCheck<Name>,
  observations: Observations,
): CheckResult => {
  const { probe, run, onFailure = (failure: Failure) => fail(failure) } = check;
  const probes: Probes = observations; // Indexed by a type parameter, only the mapped type keeps name and value together.
  const probed: Probe<ProbeValues[Name]> = probes[probe];
  if (probed.kind === "skipped") return skip(probed.reason);
  if (probed.kind === "failed") return onFailure(probed.failure, observations);
  return run(probed.value, observations);
};

/** Masks what looks like a key: one may have been pasted where an address or a name belongs. */
const withoutKeys = (result: CheckResult): CheckResult => ({
  ...result,
  finding: withoutKeyLike(result.finding),
  next: result.next.map(adviceWithoutKeys),
  details: detailsWithoutKeys(result.details),
});

const adviceWithoutKeys = (advice: Advice): Advice =>
  typeof advice === "string"
    ? withoutKeyLike(advice)
    : { ...advice, words: advice.words.map((word) => withoutKeyLike(word)) };

/** The mask contains no character that JSON escapes. */
const detailsWithoutKeys = (details: JsonObject): JsonObject =>
  JSON.parse(withoutKeyLike(JSON.stringify(details)));
