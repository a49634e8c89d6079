import type { RunOptions } from "../context/run-options.js";
import { addHint } from "../failures/failure.js";
import { type Env, variable } from "../model/env.js";
import type { VariableName } from "../model/variables.js";
import { duration, oneOf, retries } from "../options/arguments.js";
import type { createRoot } from "../options/global-options.js";
import { OUTPUT_FORMATS, type OutputFormat } from "../output/formats.js";

type GlobalOptions = ReturnType<ReturnType<typeof createRoot>["opts"]>;

const REQUEST_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
const DEFAULT_RETRIES = 4;
const MAX_WAIT_MS = 60_000;

/** The options of one run: flags, then their variables, then defaults. @throws Failure */
export const resolveRunOptions = (flags: GlobalOptions, env: Env): RunOptions => ({
  connection: {
    profile: flags.profile,
    region: flags.region,
    apiUrl: flags.apiUrl,
    allowHost: flags.allowHost,
    allowHttp: flags.allowHttp,
    allow: flags.allow,
  },
  network: { proxy: flags.proxy, caFile: flags.caFile },
  timeouts: {
    requestMs: flags.requestTimeout ?? timeoutFrom(env) ?? REQUEST_TIMEOUT_MS,
    connectMs: flags.connectTimeout ?? CONNECT_TIMEOUT_MS,
  },
  retryLimits: {
    maxTries: 1 + (flags.retries ?? retriesFrom(env) ?? DEFAULT_RETRIES),
    maxWaitMs: flags.maxWait ?? MAX_WAIT_MS,
  },
  format: formatOf(flags, env),
  verbosity: Number(flags.verbose),
  isInputAllowed: flags.input,
  isYes: flags.yes === true,
});

const timeoutFrom = (env: Env): number | undefined => {
  const text = variable(env, "NOVU_MSG_REQUEST_TIMEOUT");
  return text === undefined ? undefined : fromVariable("NOVU_MSG_REQUEST_TIMEOUT", () => duration(text));
};

const retriesFrom = (env: Env): number | undefined => {
  const text = variable(env, "NOVU_MSG_RETRIES");
  return text === undefined ? undefined : fromVariable("NOVU_MSG_RETRIES", () => retries(text));
};

const formatOf = (flags: GlobalOptions, env: Env): OutputFormat => {
  if (flags.json) return "json";
  const text = variable(env, "NOVU_MSG_OUTPUT");
  if (flags.output !== undefined || text === undefined) return flags.output ?? "table";
  return fromVariable("NOVU_MSG_OUTPUT", () => oneOf(OUTPUT_FORMATS, "an output format")(text));
};

/** Names the variable in failures about its value, since the value is not on the line. */
const fromVariable = <Value>(name: VariableName, read: () => Value): Value => {
  try {
    return read();
  } catch (error) {
    throw addHint(error, "first", `It is set in ${name}.`);
  }
};
