import type { ConfigInspection } from "../../config/inspect-config.js";
import type { ConnectionSurvey } from "../../config/survey-connection.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { Diagnostics } from "../../context/diagnostics.js";
import type { Connection } from "../../http/network-probe.js";
import type { NetworkRoute } from "../../http/route.js";
import type { Checklist, ChecklistItem, Note, View } from "../../output/view.js";
import { quoteLine } from "../../processes/quote.js";
import type { Secret } from "../../secrets/secret.js";
import { pasteable } from "../../views/pasteable.js";
import type { Advice, CheckState } from "./check.js";
import type { Diagnosis } from "./doctor.schema.js";
import { examineServer } from "./examine-server.js";
import { type Observations, type Probe, type Probes, probe, seenValue, skipped } from "./observations.js";
import { runChecks } from "./run-checks.js";

type Finding = ReturnType<typeof runChecks>[number];

interface DoctorInput {
  /** The longest that one check may take, ms. */
  readonly limitMs: number;
}

type DoctorContext = Pick<Context, "diagnostics" | "openKey" | "now" | "env">;

/** Checks setup, network, key and server, and reports all of it; the first failing check decides the exit code. */
const run = async (
  context: DoctorContext & Pick<Context, "output">,
  { limitMs }: DoctorInput,
): Promise<Outcome<readonly Finding[]>> => {
  const findings = runChecks(await context.output.during("looking", examine(context, limitMs)));
  const exitCode = findings.find(({ failure }) => failure !== undefined)?.failure?.exitCode;
  return { model: findings, ...(exitCode === undefined ? {} : { exitCode }) };
};

const document = (findings: readonly Finding[]): Diagnosis => ({
  schema: 1,
  ok: findings.every(({ state }) => state !== "fail"),
  checks: findings.map(({ id, group, state, finding, next, details }) => ({
    id,
    group,
    state,
    finding,
    next: next.flatMap(noteOf).map((note) => ("text" in note ? { advice: note.text } : { ...note })),
    details,
  })),
});

const view = (findings: readonly Finding[]): View => ({
  isHeadlineLast: true,
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
      next.length === 0 ? "none" : { text: joined(next.flatMap(noteOf).map(noteText)) },
    ]),
  },
  checklists: [...new Set(findings.map(({ group }) => group))].map((group) =>
    checklist(
      group,
      findings.filter((finding) => finding.group === group),
    ),
  ),
});

/** In one cell; the last sentence keeps its full stop. */
const joined = (notes: readonly string[]): string =>
  notes.map((note, index) => (index < notes.length - 1 ? note.replace(/\.$/, "") : note)).join("; ");

const isAllWell = (findings: readonly Finding[]): boolean =>
  !findings.some(({ state }) => state === "warn" || state === "fail");

/** Such as `3 warnings, 1 problem`. */
const headline = (findings: readonly Finding[]): string => {
  const count = (state: CheckState, one: string) => {
    const number = findings.filter((finding) => finding.state === state).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : `${one}s`}`];
  };
  const found = [...count("warn", "warning"), ...count("fail", "problem")];
  return found.length === 0 ? "No problems found" : found.join(", ");
};

const TONES: Readonly<Record<CheckState, ChecklistItem["tone"]>> = {
  pass: "good",
  info: "muted",
  skip: "muted",
  warn: "warn",
  fail: "bad",
};

const checklist = (group: string, findings: readonly Finding[]): Checklist => ({
  title: group.toUpperCase(),
  items: findings.map(({ label, state, finding, next }) => ({
    tone: TONES[state],
    label,
    text: finding,
    notes: next.flatMap(noteOf),
  })),
});

/** Empty for a command that cannot be shown as it is. */
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

/** Observes everything once, as much as possible at the same time. Sends GET requests only. */
const examine = async (context: DoctorContext, limitMs: number): Promise<Observations> => {
  const tools = await context.diagnostics(limitMs);
  const config = await tools.config();
  const survey = tools.survey(config.profiles);
  const [caFiles, secret, { route, ...network }] = await Promise.all([
    tools.network.caFiles(),
    findKey(context, config, survey),
    examineNetwork(tools, survey),
  ]);
  const { connection } = network;
  const server = await examineServer({ tools, survey, secret, route, connection, now: context.now });
  return {
    program: tools.program,
    env: context.env,
    now: context.now(),
    config,
    survey,
    caFiles,
    secret,
    ...network,
    ...server,
  };
};

type NetworkObservations = Pick<Probes, "addresses" | "connection" | "proxy"> & {
  readonly route: NetworkRoute;
};

const examineNetwork = async (tools: Diagnostics, survey: ConnectionSurvey): Promise<NetworkObservations> => {
  const { apiUrl } = survey;
  if (apiUrl === undefined) {
    const skippedProbe = skipped(
      survey.problems.address === undefined
        ? "the URL comes from a profile that can't be used"
        : "the URL can't be used",
    );
    return { addresses: skippedProbe, connection: skippedProbe, proxy: skippedProbe, route: {} };
  }
  const { value: baseUrl } = apiUrl;
  const proxy = await probe(async () => tools.proxy(baseUrl));
  const route = await probe(() => tools.route(baseUrl));
  const isThroughProxy = seenValue(proxy)?.selected !== undefined;
  // Behind a proxy, this machine often cannot resolve outside names, and does not have to.
  const addresses =
    proxy.kind === "seen" && !isThroughProxy
      ? await probe(() => tools.network.resolve(baseUrl))
      : skipped("the proxy resolves the name");
  const canConnect = addresses.kind === "seen" || isThroughProxy;
  return {
    addresses,
    proxy,
    connection: await examineConnection(tools, baseUrl, route, canConnect),
    route: seenValue(route) ?? {},
  };
};

const examineConnection = async (
  { network }: Diagnostics,
  baseUrl: string,
  route: Probe<NetworkRoute>,
  canConnect: boolean,
): Promise<Probe<Connection>> => {
  if (route.kind !== "seen") return skipped("the proxy or the CA file can't be used");
  return canConnect
    ? probe(() => network.connect(baseUrl, route.value))
    : skipped("the host name doesn't resolve");
};

/** Opens only the key of this run: no key command of another profile is run. */
const findKey = async (
  { openKey }: DoctorContext,
  config: ConfigInspection,
  { key, lacksProfile, problems }: ConnectionSurvey,
): Promise<Probe<Secret>> => {
  if (lacksProfile) return skipped("the profile can't be used");
  if (problems.key !== undefined) return { kind: "failed", failure: problems.key };
  if (key === undefined) return skipped("there is none");
  const isFromConfig = key.value.in !== "secret";
  if (isFromConfig && (config.fileProblems.length > 0 || config.folderProblem !== undefined))
    return skipped("keys in a config file that others can access are ignored");
  return probe(() => openKey(key.value));
};

export const body = { run, document, view };
