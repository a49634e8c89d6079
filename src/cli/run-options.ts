import type { RunOptions } from "../context/run-options.js";
import { addHint } from "../failures/add-hint.js";
import { type Env, variable } from "../model/variable.js";
import type { VariableName } from "../model/variables.js";
import { duration, oneOf, retries } from "../options/arguments.js";
import type { GlobalOptions } from "../options/global-options.js";
import { OUTPUT_FORMATS, type OutputFormat } from "../output/formats.js";

const REQUEST_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
const RETRIES = 4;
const MAX_WAIT_MS = 60_000;

/** The choices of one run: flags first, then the variables that stand for them, then defaults. @throws Failure */
export const resolveRunOptions = (flags: GlobalOptions, env: Env): RunOptions => ({
  connection: {
    profile: flags.profile,
    region: flags.region,
    apiUrl: flags.apiUrl,
    allowHost: flags.allowHost,
    allowHttp: flags.allowHttp,
  },
  network: { proxy: flags.proxy, caFile: flags.caFile },
  timeouts: {
    requestMs: flags.requestTimeout ?? timeoutFrom(env) ?? REQUEST_TIMEOUT_MS,
    connectMs: flags.connectTimeout ?? CONNECT_TIMEOUT_MS,
  },
  budget: {
    tries: 1 + (flags.retries ?? retriesFrom(env) ?? RETRIES),
    maxWaitMs: flags.maxWait ?? MAX_WAIT_MS,
  },
  format: formatOf(flags, env),
  verbosity: Number(flags.verbose),
  mayAsk: flags.input,
  isYes: flags.yes === true,
});

const timeoutFrom = (env: Env): number | undefined => {
  const text = variable(env, "NOVU_MSG_REQUEST_TIMEOUT");
  return text === undefined ? undefined : named("NOVU_MSG_REQUEST_TIMEOUT", () => duration(text));
};

const retriesFrom = (env: Env): number | undefined => {
  const text = variable(env, "NOVU_MSG_RETRIES");
  return text === undefined ? undefined : named("NOVU_MSG_RETRIES", () => retries(text));
};

const formatOf = (flags: GlobalOptions, env: Env): OutputFormat => {
  if (flags.json) return "json";
  const text = variable(env, "NOVU_MSG_OUTPUT");
  if (flags.output !== undefined || text === undefined) return flags.output ?? "table";
  return named("NOVU_MSG_OUTPUT", () => oneOf(OUTPUT_FORMATS, "an output format")(text));
};

/** A value nobody typed on this line must say where it comes from. */
const named = <Value>(name: VariableName, read: () => Value): Value => {
  try {
    return read();
  } catch (error) {
    throw addHint(error, "first", `It is set in ${name}.`);
  }
};
