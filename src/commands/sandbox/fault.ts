import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import type { Conflict } from "../../context/command-node.js";
import { Failure } from "../../failures/failure.js";
import { SANDBOX_FAULT_NAMES } from "../../model/sandbox-faults.js";
import type { FaultRequest } from "../../novu/sandbox-control.js";
import { duration, nonBlankText, oneOf, wholeNumber } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { wordArgument, wordOption } from "../../options/option-metadata.js";
import { FAULT_LIST_HINT, faultOptionsOf } from "./known-faults.js";

const KINDS = ["any", "reads", "writes"] as const;
const METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"] as const;
const MAX_COUNT = 1_000_000;
const NOTHING_SENT = "Nothing was sent.";
const MAX_SEED = 2 ** 31 - 1;

const faultName = oneOf(SANDBOX_FAULT_NAMES, "a fault", FAULT_LIST_HINT);

const faultCommand = () =>
  new Command("fault")
    .description("Make a running sandbox fail on purpose")
    .addArgument(wordArgument("[name]", "fault name; see --list", SANDBOX_FAULT_NAMES, String))
    .option("--list", "list all faults")
    .option("--armed", "list armed faults and how often each was triggered")
    .option("--clear", "disarm all faults")
    .option("--times <n>", "how many requests fail, or forever (default: 1)", timesUpTo(MAX_COUNT))
    .option("--skip <n>", "let this many matching requests through first", wholeNumber(0, MAX_COUNT))
    .addOption(
      wordOption("--method <method>", "only requests with this method", METHODS, oneOf(METHODS, "a method")),
    )
    .option("--path <prefix>", "only paths starting with this, such as /v1/messages", pathPrefix)
    .addOption(wordOption("--kind <kind>", "only requests of this kind", KINDS, oneOf(KINDS, "a kind")))
    .option("--probability <p>", "fail at random: 0.05 is one in twenty", probability)
    .option("--seed <n>", "random seed, to repeat a run", wholeNumber(0, MAX_SEED))
    .option("--retry-after <value>", "Retry-After value; +5 is a date in 5 seconds", nonBlankText)
    .option("--location <url>", "redirect target", headerUrl)
    .option("--for <duration>", "how long refuse keeps the port closed", duration);

type FaultOptions = ReturnType<ReturnType<typeof faultCommand>["opts"]>;

const MODES = ["list", "armed", "clear"] as const;

/** @throws Failure E_CONFLICT, E_INPUT */
const modeOf = (name: string | undefined, options: FaultOptions): (typeof MODES)[number] | "arm" => {
  const [mode, second] = MODES.filter((candidate) => options[candidate] === true);
  const given = Object.keys(options).filter((key) => key !== mode);
  if (mode !== undefined && (second ?? name ?? given[0]) !== undefined) {
    throw new Failure("E_CONFLICT", `--${mode} takes no fault and no other option`, {
      hint: [NOTHING_SENT],
    });
  }
  if (mode === undefined && name === undefined) {
    throw new Failure("E_INPUT", "missing: <name>", {
      hint: [NOTHING_SENT],
      next: [{ words: ["novu-msg", "sandbox", "fault", "--list"] }],
    });
  }
  return mode ?? "arm";
};

const FAULT_SPECIFIC_OPTIONS = [
  ["retryAfter", "--retry-after"],
  ["location", "--location"],
  ["forMs", "--for"],
] as const;

/** @throws Failure E_ENUM, E_USAGE */
const requestOf = (text: string, { for: forMs, ...options }: FaultOptions): FaultRequest => {
  const name = faultName(text);
  const request = { name, ...options, ...(forMs === undefined ? {} : { forMs }) };
  const [unsupported] = FAULT_SPECIFIC_OPTIONS.filter(
    ([option]) => option in request && !faultOptionsOf(name).includes(option),
  );
  if (unsupported !== undefined)
    throw new Failure("E_USAGE", `${name} takes no ${unsupported[1]}`, { hint: [NOTHING_SENT] });
  if (request.seed !== undefined && request.probability === undefined) {
    throw new Failure("E_USAGE", "--seed only works with --probability", { hint: [NOTHING_SENT] });
  }
  return request;
};

/** A mode allows no other option. */
const conflictsOf = ({ options }: CommandUnknownOpts): Conflict[] =>
  MODES.flatMap((mode) =>
    options.flatMap(({ long }) =>
      long == null || long === `--${mode}` ? [] : [[`--${mode}`, long] as const],
    ),
  );

export const sandboxFaultCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    faultCommand().action((name, options) => {
      const bodies = () => import("./fault.run.js");
      switch (modeOf(name, options)) {
        case "list":
          return invoke(async () => ({ body: (await bodies()).listKnownFaults }), {});
        case "armed":
          return invoke(async () => ({ body: (await bodies()).listArmedFaults }), {});
        case "clear":
          return invoke(async () => ({ body: (await bodies()).clearFaults }), {});
        case "arm":
          return invoke(async () => ({ body: (await bodies()).armFault }), requestOf(name ?? "", options));
      }
    }),
    {
      operands: "<name> | --list | --armed | --clear",
      effect: "local",
      conflicts: conflictsOf(faultCommand()),
      examples: [
        "novu-msg sandbox fault --list",
        "novu-msg sandbox fault reset-after --kind writes",
        "novu-msg sandbox fault rate-limit --times 3 --retry-after 0",
        "novu-msg sandbox fault error-503 --probability 0.05 --seed 7",
        "novu-msg sandbox fault --clear",
      ],
      prints: `The armed fault. With --list, one line per fault: name, whether the request takes effect, what happens.
With --armed, one line per armed fault: name, which requests, how often it was triggered.`,
      exits: ["config", "auth", "rejected", "network", "contract"],
    },
  );

/** `forever`, or a whole number from 1. @throws Failure E_USAGE */
const timesUpTo =
  (max: number) =>
  (text: string): number | "forever" => {
    const number = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
    if (text === "forever") return text;
    if (number <= max) return number;
    throw new Failure("E_USAGE", `"${text}" isn't a number of times: use 1 to ${max}, or forever`);
  };

/** More than 0 and at most 1. @throws Failure E_USAGE */
const probability = (text: string): number => {
  const number = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number > 0 && number <= 1) return number;
  throw new Failure("E_USAGE", `"${text}" isn't a probability`, {
    hint: ["Use a number above 0, up to 1: 0.05 is one request in twenty."],
  });
};

/** @throws Failure E_USAGE */
const pathPrefix = (text: string): string => {
  if (text.startsWith("/")) return text;
  throw new Failure("E_USAGE", `"${text}" isn't a path prefix: it must start with a slash`, {
    hint: ["For example /v1/messages. Nothing was sent."],
  });
};

/** An absolute http or https URL, encoded for a header. @throws Failure E_USAGE */
const headerUrl = (text: string): string => {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return new URL(text).href;
  throw new Failure("E_USAGE", `"${text}" isn't a full http URL`, {
    hint: ["For example http://127.0.0.1:4000/. Nothing was sent."],
  });
};
