import { type ExecFileException, execFile } from "node:child_process";
import { Failure, type NextStep } from "../failures/failure.js";
import { exactSeconds } from "../model/durations.js";
import type { Env } from "../model/env.js";
import { jsonIn } from "../model/json.js";
import type { Keychain, KeychainRequest, KeychainResponse } from "./keychain.js";

interface KeychainOptions {
  /** The keychain program and its arguments. */
  readonly program: readonly [string, ...string[]];
  readonly env: Env;
  readonly signal: AbortSignal;
  /** Longer if the user may have to type the keychain's password. */
  readonly limitMs: number;
}

/** Accesses the keychain through a separate program, which is killed if it does not answer in time. */
export const createKeychain = (options: KeychainOptions): Keychain => {
  const send = async (request: KeychainRequest): Promise<string | null> => {
    const response = await runKeychainProgram(options, request);
    if (response.ok) return response.value;
    throw response.why === "missing" ? notInstalled() : unavailable("it is locked or missing");
  };
  return {
    read: async (item) => (await send({ operation: "read", ...item })) ?? throwNoItem(item.account),
    write: async (item, secret) => void (await send({ operation: "write", ...item, value: secret.reveal() })),
    remove: async (item) => void (await send({ operation: "remove", ...item })),
  };
};

const runKeychainProgram = (
  { program, env, signal, limitMs }: KeychainOptions,
  request: KeychainRequest,
): Promise<KeychainResponse> =>
  new Promise((resolve, reject) => {
    const [file, ...words] = program;
    const execOptions = { env: { ...env }, signal, timeout: limitMs, killSignal: "SIGKILL" } as const;
    // The program's output and the error are not passed on: they may quote a key.
    const child = execFile(file, words, execOptions, (error, stdout) => {
      const response = error === null ? (jsonIn(stdout) as KeychainResponse | undefined) : undefined;
      if (response !== undefined) resolve(response);
      else if (signal.aborted) reject(new Failure("E_INTERRUPTED", "canceled; nothing was sent"));
      else reject(unavailable(failureReason(error, limitMs)));
    });
    child.stdin?.on("error", () => {}); // If the program ends early, execFile reports it.
    child.stdin?.end(JSON.stringify(request));
  });

const failureReason = (error: ExecFileException | null, limitMs: number): string => {
  if (error === null) return "its response is invalid";
  return error.killed === true
    ? `it didn't respond within ${exactSeconds(limitMs)}`
    : "its helper process ended unexpectedly";
};

const OTHER_KEY_STORES: readonly NextStep[] = [
  { words: ["novu-msg", "help", "security"], when: "for other places to store a key" },
];

const unavailable = (why: string): Failure =>
  new Failure("E_KEYCHAIN", `the system keychain can't be used: ${why}`, {
    hint: ["Unlock it, or log in to its desktop session, and run this again. Nothing was sent."],
    next: OTHER_KEY_STORES,
  });

const notInstalled = (): Failure =>
  new Failure(
    "E_KEYCHAIN",
    "the system keychain can't be used: novu-msg was installed without keychain support",
    {
      hint: [
        "The optional package @napi-rs/keyring is missing (--omit=optional), or doesn't support this system.",
      ],
      next: [
        { words: ["npm", "install", "--global", "--include=optional", "novu-msg"] },
        ...OTHER_KEY_STORES,
      ],
    },
  );

const throwNoItem = (account: string): never => {
  throw new Failure("E_KEYCHAIN", `the system keychain has no entry novu-msg, ${account}`, {
    hint: ["It was removed, or belongs to another user or machine. Add the profile again to store its key."],
    next: [{ words: ["novu-msg", "profile", "list"], when: "to see which profile it is" }],
  });
};
