import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { readOutputs } from "../support/github-step.js";
import { finished } from "../support/spawn-cli.js";
import type { SessionPlace } from "./run-session.js";

type Variables = Readonly<Record<string, string>>;

export interface WorkflowStep {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Variables;
}

export interface Job {
  readonly env: Variables;
  readonly steps: readonly WorkflowStep[];
}

/** The only job of a workflow, or a list of steps that a page shows alone. */
export const jobIn = (text: string): Job => {
  const document: unknown = parse(text);
  if (Array.isArray(document)) return { env: {}, steps: document };
  const [job] = Object.values((document as { jobs: Record<string, Partial<Job>> }).jobs);
  return { env: job?.env ?? {}, steps: job?.steps ?? [] };
};

export interface RanStep {
  readonly step: string;
  /** Undefined when it was passed over. */
  readonly code: number | null | undefined;
  readonly log: string;
}

export interface RunOptions {
  readonly secrets?: Variables;
  /** Steps that something else runs. */
  readonly isCovered: (run: string) => boolean;
  /** What happens elsewhere while a step runs. */
  readonly during?: (step: WorkflowStep) => void;
}

/** Runs the steps as GitHub's runner does on Linux, as far as the pages use it; throws at what it does not know. */
export const runJob = async (job: Job, place: SessionPlace, options: RunOptions): Promise<RanStep[]> => {
  const runner = path.join(place.backstage, "runner");
  mkdirSync(runner, { recursive: true });
  const at = (name: string) => path.join(runner, name);
  writeFileSync(at("env"), "");
  const outputs: Record<string, Variables> = {};
  const ran: RanStep[] = [];
  let hasFailed = false;

  const lookUp = (name: string): string => {
    const [room = "", ...rest] = name.split(".");
    if (room === "secrets") return options.secrets?.[rest.join(".")] ?? "";
    const [id = "", word, key = ""] = rest;
    if (room === "steps" && word === "outputs") return outputs[id]?.[key] ?? "";
    throw new Error(`the expression ${name} is not known here`);
  };
  const filled = (env: Variables = {}): Variables =>
    Object.fromEntries(
      Object.entries(env).map(([name, text]) => [
        name,
        String(text).replace(/\$\{\{\s*([\w.]+)\s*\}\}/g, (_, expression: string) => lookUp(expression)),
      ]),
    );
  const isWanted = ({ if: condition }: WorkflowStep): boolean => {
    if (condition === "always()") return true;
    if (condition === undefined) return !hasFailed;
    const [, name = "", sign, text] = /^([\w.]+) (==|!=) '([^']*)'$/.exec(condition) ?? [];
    if (sign === undefined) throw new Error(`the condition ${condition} is not known here`);
    return !hasFailed && (lookUp(name) === text) === (sign === "==");
  };

  for (const step of job.steps) {
    const name = step.name ?? step.run ?? step.uses ?? "";
    const { run } = step;
    if (run === undefined || options.isCovered(run) || !isWanted(step)) {
      ran.push({ step: name, code: undefined, log: "" });
      continue;
    }
    for (const file of ["output", "summary"]) writeFileSync(at(file), "");
    const env = {
      ...place.env,
      CI: "true",
      RUNNER_TEMP: runner,
      GITHUB_ENV: at("env"),
      GITHUB_OUTPUT: at("output"),
      GITHUB_STEP_SUMMARY: at("summary"),
      ...readOutputs(readFileSync(at("env"), "utf8")),
      ...filled(job.env),
      ...filled(step.env),
    };
    options.during?.(step);
    const child = spawn("bash", ["-e", "-c", run], { cwd: place.cwd, env, stdio: "pipe" });
    const { code, stdout, stderr } = await finished(child);
    if (step.id !== undefined) outputs[step.id] = readOutputs(readFileSync(at("output"), "utf8"));
    hasFailed ||= code !== 0;
    ran.push({ step: name, code, log: `${stdout}${stderr}` });
  }
  return ran;
};
