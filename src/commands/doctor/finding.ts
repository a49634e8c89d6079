import type { Failure, NextStep } from "../../failures/failure.js";
import type { JsonObject } from "../../model/json.js";
import { quoteLine } from "../../processes/quote.js";
import type { CheckId, CheckState } from "./check-list.js";

/** A command to run, or a sentence where none helps. */
export type Advice = NextStep | string;

/** What one check came to. */
export interface Finding {
  readonly id: CheckId;
  readonly state: CheckState;
  readonly finding: string;
  readonly next: readonly Advice[];
  readonly details: JsonObject;
  /** Behind a `fail`; decides the exit code. */
  readonly failure?: Failure;
}

type Make = (id: CheckId, finding: string, details?: JsonObject, next?: readonly Advice[]) => Finding;

const make =
  (state: CheckState): Make =>
  (id, finding, details = {}, next = []) => ({ id, state, finding, next, details });

export const pass = make("pass");
export const info = make("info");
export const warn = make("warn");

export const skip = (id: CheckId, because: string): Finding =>
  make("skip")(id, `not checked: ${because}`, { because });

/** A failure as a finding, with its own advice where no better is known. */
export const fail = (
  id: CheckId,
  failure: Failure,
  { finding = failure.message, details = {}, next = adviceOf(failure) }: Partial<Finding> = {},
): Finding => ({
  id,
  state: "fail",
  finding,
  next,
  details: { code: failure.code, exit: failure.exitCode, ...details },
  failure,
});

/** What became of the request matters to who sent it, not here. */
const ABOUT_SENDING =
  /^(?:Nothing was (?:sent|changed)|Whether the request|It was not followed)|^Trying again is safe/;

/** What a failure says can be done about it, and then why. */
export const adviceOf = ({ code, info: facts }: Failure): readonly Advice[] => {
  if (code === "E_TIMEOUT") return ["--check-timeout gives each check longer, such as --check-timeout 20s."];
  const { hint = [], next = [], addition } = facts;
  return [
    ...next,
    ...(addition === undefined ? [] : [`Add ${quoteLine(addition.words)} ${addition.when ?? ""}`.trim()]),
    ...hint.filter((line) => !ABOUT_SENDING.test(line)),
  ];
};
