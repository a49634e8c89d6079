import type { Failure, NextStep } from "../../failures/failure.js";
import type { JsonObject } from "../../model/json.js";
import { quoteLine } from "../../processes/quote.js";
import type { Diagnosis } from "./doctor.schema.js";
import type { Observations, ProbeName, ProbeValues } from "./observations.js";

/** `info` is neither good nor bad; `skip` could not be checked. */
export type CheckState = Diagnosis["checks"][number]["state"];

/** A command to run, or a sentence if no command helps. */
export type Advice = NextStep | string;

export interface CheckResult {
  readonly state: CheckState;
  readonly finding: string;
  readonly next: readonly Advice[];
  readonly details: JsonObject;
  /** Of a `fail` only; it decides the exit code. */
  readonly failure?: Failure;
}

interface CheckName {
  readonly id: string;
  /** Shown to a person in place of the id. */
  readonly label: string;
}

interface PlainCheck extends CheckName {
  readonly probe?: undefined;
  readonly run: (observations: Observations) => CheckResult;
}

/** A check of the result of one probe. If the probe was skipped, the check is skipped for the same reason. */
interface SingleProbeCheck<Name extends ProbeName> extends CheckName {
  readonly probe: Name;
  readonly run: (value: ProbeValues[Name], observations: Observations) => CheckResult;
  /** Called if the probe failed. By default, the check fails with the probe's failure. */
  readonly onFailure?: (failure: Failure, observations: Observations) => CheckResult;
}

/** One type for each probe, so that `probe` decides what `run` gets. */
export type ProbeCheck<Name extends ProbeName = ProbeName> = { [Each in Name]: SingleProbeCheck<Each> }[Name];

export type Check = PlainCheck | ProbeCheck;

type Report = (finding: string, details?: JsonObject, next?: readonly Advice[]) => CheckResult;

const report =
  (state: CheckState): Report =>
  (finding, details = {}, next = []) => ({ state, finding, next, details });

export const pass = report("pass");
export const info = report("info");
export const warn = report("warn");
export const skip = (because: string): CheckResult => report("skip")(`not checked: ${because}`, { because });

/** @param more `details` beside the failure's code and exit; `finding` and `next` in place of the failure's own */
export const fail = (
  failure: Failure,
  more: Partial<Pick<CheckResult, "finding" | "details" | "next">> = {},
): CheckResult => ({
  state: "fail",
  finding: more.finding ?? failure.message,
  next: more.next ?? adviceOf(failure),
  details: { code: failure.code, exit: failure.exitCode, ...more.details },
  failure,
});

/** Hints about the request that was sent, which are of no use here: doctor only reads. */
const SENDING_HINT =
  /^(?:Nothing was (?:sent|changed)|Whether the request|It was not followed)|^Trying again is safe/;

/** What to do about a failure: commands first, then explanations. */
export const adviceOf = ({ code, info: details }: Failure): readonly Advice[] => {
  if (code === "E_TIMEOUT") return ["Allow more time with --check-timeout 20s."];
  const { hint = [], next = [], addition } = details;
  return [
    ...next,
    ...(addition === undefined ? [] : [`Add ${quoteLine(addition.words)} ${addition.when ?? ""}`.trim()]),
    ...hint.filter((line) => !SENDING_HINT.test(line)),
  ];
};

/** The settings that another one overrides in this run. */
export const ignoredText = (overridden: readonly string[]): string =>
  overridden.length === 0 ? "" : `; ignored: ${overridden.join(", ")}`;

const MAX_SERVER_TEXT_CHARS = 120;

/** A server's text on one line, cut to a readable length. */
export const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MAX_SERVER_TEXT_CHARS
    ? `${line.slice(0, MAX_SERVER_TEXT_CHARS).replace(/[\ud800-\udbff]$/, "")}…`
    : line;
};
