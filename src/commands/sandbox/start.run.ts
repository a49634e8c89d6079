import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { JsonObject } from "../../domain/json.js";
import { type ExitCode, exitCodeOf } from "../../failure/exit-codes.js";
import { Failure } from "../../failure/failure.js";
import type { Screen } from "../../output/screen.js";
import { quoteWord } from "../../shell/quote.js";
import type { StartSandboxInput } from "./start.js";

interface RunningSandbox {
  readonly url: string;
  readonly port: number;
  readonly keys: readonly string[];
  readonly server: string;
  readonly printEnv: boolean;
}

/** Starts the sandbox in this process; the run ends when a signal comes. */
export const run = async (
  { sandbox, signal }: Pick<Context, "sandbox" | "signal">,
  { printEnv, keys, rateLimit, ...options }: StartSandboxInput,
): Promise<Outcome<RunningSandbox>> => {
  const start = await sandbox();
  const running = await start({
    ...options,
    ...(keys.length === 0 ? {} : { keys }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  }).catch((error: unknown) => {
    throw portFailure(error, options.port);
  });
  const { url, port } = running;
  return {
    model: { url, port, keys: running.keys, server: options.server, printEnv },
    running: { ended: stopped(signal), stop: () => running.close() },
  };
};

/** Only a signal ends a sandbox. */
const stopped = (signal: AbortSignal): Promise<ExitCode> =>
  new Promise((resolve) => {
    const end = () => resolve(exitCodeOf(signal.reason === "SIGTERM" ? "terminated" : "interrupted"));
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });

const portFailure = (error: unknown, port: number): unknown => {
  const { code } = error as { code?: unknown };
  if (code !== "EADDRINUSE" && code !== "EACCES") return error;
  const why = code === "EACCES" ? "may not be used by this account" : "is taken by another program";
  return new Failure("E_PORT", `port ${port} ${why}`, {
    hint: ["Leave out --port for a free one."],
  });
};

export const document = ({ url, port, keys, server }: RunningSandbox): JsonObject => ({
  url,
  port,
  keys: [...keys],
  server,
});

export const view = ({ url, keys, server, printEnv }: RunningSandbox): Screen => {
  const exports = [`export NOVU_API_URL=${url}`, `export NOVU_SECRET_KEY=${quoteWord(keys[0] ?? "")}`];
  const headline = {
    mark: "done",
    text: `sandbox like Novu ${server} at ${url}; Ctrl-C stops it`,
  } as const;
  if (printEnv) return { headline, text: exports.join("\n") };
  return {
    headline,
    facts: [
      { label: "url", value: { text: url } },
      ...keys.map((key) => ({ label: "key", value: { text: key } })),
    ],
    title: ["In another terminal:", ...exports, "novu-msg sandbox seed", ""],
  };
};
