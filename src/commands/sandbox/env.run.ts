import type { Shell } from "../../completion/shell-script.js";
import { normalizeBaseUrl } from "../../config/api-url.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import type { View } from "../../output/view.js";
import type { ListedSandbox } from "../../processes/background.js";
import type { VariablesDocument } from "./sandbox.schema.js";
import { defaultShell, variableLines } from "./shell-variables.js";

interface EnvInput {
  /** Undefined for the one that is usual on this platform. */
  readonly shell: Shell | undefined;
  /** Undefined for the only running sandbox. */
  readonly port: number | undefined;
  readonly url: string | undefined;
}

interface Model {
  readonly variables: VariablesDocument;
  readonly shell: Shell;
}

const run = async (
  { background, dirs }: Pick<Context, "background" | "dirs">,
  input: EnvInput,
): Promise<Outcome<Model>> => {
  if (input.port !== undefined && input.url !== undefined) {
    throw new Failure("E_CONFLICT", "--port and --url can't be combined", {
      hint: ["Both choose a sandbox; use one."],
    });
  }
  const { url, keys } = choose(await (await background()).running(), input);
  return {
    model: {
      variables: { NOVU_MSG_API_URL: url, NOVU_MSG_SECRET_KEY: keys[0] ?? "" },
      shell: input.shell ?? defaultShell(dirs),
    },
  };
};

/** @throws Failure E_AMBIGUOUS, E_NO_SANDBOX, E_URL */
const choose = (running: readonly ListedSandbox[], { port, url }: EnvInput): ListedSandbox => {
  const wanted = url === undefined ? undefined : originOf(url);
  const fitting = running.filter(
    (sandbox) => sandbox.port === (port ?? sandbox.port) && (wanted ?? sandbox.url) === sandbox.url,
  );
  const [first, ...others] = fitting;
  if (first === undefined) throw noSandbox(running);
  if (others.length === 0) return first;
  throw new Failure("E_AMBIGUOUS", `${fitting.length} sandboxes are running; which one?`, {
    alternatives: fitting.map((one) => ({ words: ["--port", String(one.port)], when: `for ${one.url}` })),
  });
};

/** Sandboxes call themselves 127.0.0.1. */
const originOf = (url: string): string =>
  new URL(normalizeBaseUrl(url)).origin.replace(/^(https?:\/\/)(?:localhost|\[::1\])(?=:|$)/, "$1127.0.0.1");

const noSandbox = (running: readonly ListedSandbox[]): Failure =>
  new Failure(
    "E_NO_SANDBOX",
    running.length === 0 ? "no sandbox is running" : "no sandbox is running there",
    {
      next:
        running.length === 0
          ? [{ words: ["novu-msg", "sandbox", "start", "--background"] }]
          : [{ words: ["novu-msg", "sandbox", "list"], when: "to see running sandboxes" }],
    },
  );

const document = ({ variables }: Model): VariablesDocument => variables;

const view = ({ variables, shell }: Model): View => ({
  text: variableLines({ ...variables }, shell).join("\n"),
});

export const body = { run, document, view };
