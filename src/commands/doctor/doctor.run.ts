import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { JsonObject } from "../../model/json.js";
import type { Checklist, ChecklistItem, Note, View } from "../../output/view.js";
import { quoteLine } from "../../processes/quote.js";
import { withoutKeyLike } from "../../secrets/secret.js";
import { pasteable } from "../../views/pasteable.js";
import { checkAddress } from "./check-address.js";
import { checkApi, checkServerVersion } from "./check-api.js";
import { checkCaFile } from "./check-ca-file.js";
import { checkClock } from "./check-clock.js";
import { checkConfigFile, checkConfigFolder } from "./check-config.js";
import { checkConnection } from "./check-connection.js";
import { checkDeprecation } from "./check-deprecation.js";
import { checkDns } from "./check-dns.js";
import { checkIdempotency } from "./check-idempotency.js";
import { checkKey, checkKeySource } from "./check-key.js";
import { checkLatency } from "./check-latency.js";
import { CHECKS, type CheckId, type CheckState } from "./check-list.js";
import { checkProfiles } from "./check-profiles.js";
import { checkProgram } from "./check-program.js";
import { checkProxy } from "./check-proxy.js";
import { checkRateLimit } from "./check-rate-limit.js";
import { checkActionsRoute, checkMessagesRoute, checkNotificationsRoute } from "./check-routes.js";
import { checkTls } from "./check-tls.js";
import type { DoctorInput } from "./doctor.js";
import { type DoctorNeeds, examine, type Observations } from "./examine.js";
import type { Advice, Finding } from "./finding.js";

const TONES: Readonly<Record<CheckState, ChecklistItem["tone"]>> = {
  pass: "good",
  info: "muted",
  skip: "muted",
  warn: "warn",
  fail: "bad",
};

const diagnosisView = (findings: readonly Finding[]): View => ({
  headline: { level: isAllWell(findings) ? "done" : "warn", text: headline(findings) },
  table: {
    columns: [
      { title: "STATE" },
      { title: "CHECK" },
      { title: "FINDING" },
      { title: "NEXT", optional: true },
    ],
    rows: findings.map(({ id, state, finding, next }) => [
      { text: state },
      { text: id },
      { text: finding },
      next.length === 0 ? "none" : { text: next.flatMap(noteOf).map(noteText).join("; ") },
    ]),
  },
  checklists: groups().map((group) => checklist(group, findings)),
});

const isAllWell = (findings: readonly Finding[]): boolean =>
  !findings.some(({ state }) => state === "warn" || state === "fail");

/** `3 warnings, 1 problem`. */
const headline = (findings: readonly Finding[]): string => {
  const count = (state: CheckState, one: string) => {
    const number = findings.filter((finding) => finding.state === state).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : `${one}s`}`];
  };
  const found = [...count("warn", "warning"), ...count("fail", "problem")];
  return found.length === 0 ? "nothing amiss" : found.join(", ");
};

const groups = (): string[] => [...new Set(CHECKS.map(({ group }) => group))];

const checklist = (group: string, findings: readonly Finding[]): Checklist => ({
  title: group.toUpperCase(),
  items: CHECKS.filter((check) => check.group === group).flatMap(({ id, label }) =>
    findings
      .filter((finding) => finding.id === id)
      .map(({ state, finding, next }) => ({
        tone: TONES[state],
        label,
        text: finding,
        notes: next.flatMap(noteOf),
      })),
  ),
});

/** Nothing for a command that cannot be shown as it is. */
const noteOf = (advice: Advice): Note[] => {
  if (typeof advice === "string") return [{ text: advice }];
  const { words, when } = advice;
  const command = pasteable(quoteLine(words));
  return command === undefined ? [] : [{ command, ...(when === undefined ? {} : { when }) }];
};

const noteText = (note: Note): string => {
  if ("text" in note) return note.text;
  return note.when === undefined ? note.command : `${note.command}   (${note.when})`;
};

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

const BY_ID: Readonly<Record<CheckId, (seen: Observations) => Finding>> = {
  program: checkProgram,
  "config-folder": checkConfigFolder,
  "config-file": checkConfigFile,
  profiles: checkProfiles,
  address: checkAddress,
  dns: checkDns,
  proxy: checkProxy,
  "ca-file": checkCaFile,
  connection: checkConnection,
  tls: checkTls,
  "key-source": checkKeySource,
  key: checkKey,
  api: checkApi,
  "server-version": checkServerVersion,
  latency: checkLatency,
  clock: checkClock,
  "route-messages": checkMessagesRoute,
  "route-actions": checkActionsRoute,
  "route-notifications": checkNotificationsRoute,
  "rate-limit": checkRateLimit,
  idempotency: checkIdempotency,
  deprecation: checkDeprecation,
};

/** What every check makes of what was seen, in the order of the list. */
const runChecks = (seen: Observations): readonly Finding[] => CHECKS.map(({ id }) => BY_ID[id](seen));

/** The finding without what looks like a key: somebody may have put one where an address or a name belongs. */
const withoutKeys = (finding: Finding): Finding => ({
  ...finding,
  finding: withoutKeyLike(finding.finding),
  next: finding.next.map(adviceWithoutKeys),
  details: maskedDetails(finding.details),
});

const adviceWithoutKeys = (advice: Advice): Advice =>
  typeof advice === "string"
    ? withoutKeyLike(advice)
    : { ...advice, words: advice.words.map((word) => withoutKeyLike(word)) };

/** The mask holds nothing that JSON would have to write otherwise. */
const maskedDetails = (details: JsonObject): JsonObject =>
  JSON.parse(withoutKeyLike(JSON.stringify(details)));
