import { type ChildProcess, spawn } from "node:child_process";
import { Failure } from "../failures/failure.js";
import { FAILURE_CODES, type FailureCode } from "../failures/failure-codes.js";
import type { Env } from "../model/variable.js";
import type { RunningSandbox } from "./background.js";

interface Start {
  readonly program: readonly [string, ...string[]];
  /** They make it print JSON. */
  readonly words: readonly string[];
  readonly stdin: string | undefined;
  readonly directory: string;
  readonly env: Env;
  readonly signal: AbortSignal;
}

const PATIENCE_MS = 20_000;

/**
 * Starts a sandbox as a process of its own, which has no terminal and no log, and lets go of it when it has said
 * where it is. @throws Failure what it failed with, E_SANDBOX, E_INTERRUPTED
 */
export const spawnSandbox = ({ program, words, stdin, directory, env, signal }: Start) => {
  const [file, ...first] = program;
  const child = spawn(file, [...first, ...words], {
    cwd: directory,
    env: { ...env },
    detached: true,
    windowsHide: true,
    stdio: [stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  child.stdin?.on("error", () => {}); // One that ends early closes its end first; its end tells.
  child.stdin?.end(stdin);
  return firstWord(child, signal);
};

const firstWord = (child: ChildProcess, signal: AbortSignal): Promise<RunningSandbox> =>
  new Promise((resolve, reject) => {
    const said = { out: "", err: "" };
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
      for (const stream of child.stdio) stream?.destroy();
      child.removeAllListeners("close");
      child.unref();
      finish();
    };
    const giveUp = (failure: Failure) => {
      child.kill();
      settle(() => reject(failure));
    };
    const interrupt = () => giveUp(new Failure("E_INTERRUPTED", "stopped; no sandbox was left running"));
    const timer = setTimeout(() => giveUp(notStarted("it did not answer within 20 s")), PATIENCE_MS);

    signal.addEventListener("abort", interrupt, { once: true });
    child.once("error", ({ message }) => giveUp(notStarted(message)));
    child.once("close", () => settle(() => reject(failureOf(said.err))));
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      said.err += text;
    });
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      said.out += text;
      const sandbox = parse(said.out);
      if (sandbox !== undefined) settle(() => resolve(sandbox as RunningSandbox));
    });
    if (signal.aborted) interrupt();
  });

/** Undefined as long as it is not whole. */
const parse = (text: string): object | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const notStarted = (why: string): Failure =>
  new Failure("E_SANDBOX", `the sandbox could not be started in the background: ${why}`, {
    next: [{ words: ["novu-msg", "sandbox", "start"], when: "to see what it says in the foreground" }],
  });

const isCode = (code: unknown): code is FailureCode =>
  typeof code === "string" && Object.hasOwn(FAILURE_CODES, code);

/** The failure that the other process told as JSON, as if it had happened here. */
const failureOf = (text: string): Failure => {
  const { error } = (parse(text) ?? {}) as { error?: { code?: unknown; message?: unknown; hint?: unknown } };
  if (error === undefined || !isCode(error.code)) return notStarted("it ended at once");
  const hint = typeof error.hint === "string" && error.hint !== "" ? error.hint.split("\n") : [];
  return new Failure(error.code, String(error.message), { hint });
};
