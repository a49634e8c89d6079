import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { JsonObject } from "../../model/json.js";
import { quoteLine } from "../../processes/quote.js";
import { pasteable } from "../../views/pasteable.js";
import { CHECKS } from "./check-list.js";
import { diagnosisView } from "./diagnosis-view.js";
import type { DoctorInput } from "./doctor.js";
import { type DoctorNeeds, examine } from "./examine.js";
import type { Advice, Finding } from "./finding.js";
import { runChecks } from "./run-checks.js";
import { withoutKeys } from "./without-keys.js";

/** Looks at set-up, network, key and server, and tells all of it; the first failing check decides the exit code. */
export const run = async (
  context: DoctorNeeds & Pick<Context, "output">,
  { limitMs }: DoctorInput,
): Promise<Outcome<readonly Finding[]>> => {
  const seen = await context.output.during("looking", examine(context, limitMs));
  const findings = runChecks(seen).map(withoutKeys);
  const exitCode = findings.find(({ failure }) => failure !== undefined)?.failure?.exitCode;
  return { model: findings, ...(exitCode === undefined ? {} : { exitCode }) };
};

export const document = (findings: readonly Finding[]): JsonObject => ({
  schema: 1,
  ok: findings.every(({ state }) => state !== "fail"),
  checks: findings.map(({ id, state, finding, next, details }) => ({
    id,
    group: CHECKS.find((check) => check.id === id)?.group ?? null,
    state,
    finding,
    next: next.flatMap(adviceDocument),
    details,
  })),
});

const adviceDocument = (advice: Advice): JsonObject[] => {
  if (typeof advice === "string") return [{ advice }];
  const { words, when } = advice;
  const command = pasteable(quoteLine(words));
  return command === undefined ? [] : [{ command, ...(when === undefined ? {} : { when }) }];
};

export const view = diagnosisView;
