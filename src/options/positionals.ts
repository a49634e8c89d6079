import { SHELLS } from "../completion/shell-script.js";
import { Failure, type RequiredInput } from "../failures/failure.js";
import { ACTION_CONDITIONS, ACTION_STATUSES, BUTTONS } from "../model/action.js";
import { HTTP_METHODS } from "../model/http-method.js";
import { MARKS } from "../model/message.js";

/** The required inputs of commands. */
export const REQUIRED = {
  subscriber: { kind: "subscriber", usage: "<subscriberId>" },
  message: { kind: "message", usage: "<messageId>" },
  messages: { kind: "message", usage: "<messageId…>" },
  mark: {
    kind: "mark",
    usage: `--as <${MARKS.join("|")}>`,
    flag: "--as",
  },
  snoozeTime: { kind: "snooze time", usage: "--until <when>", flag: "--until" },
  button: { kind: "button", usage: `<${BUTTONS.join("|")}>` },
  condition: {
    kind: "condition",
    usage: `<${ACTION_CONDITIONS.join("|")}>`,
  },
  status: {
    kind: "status",
    usage: `--status <${ACTION_STATUSES.join("|")}>`,
    flag: "--status",
  },
  method: {
    kind: "method",
    usage: `<${HTTP_METHODS.join("|")}>`,
  },
  path: { kind: "path", usage: "<path>" },
  shell: { kind: "shell", usage: `<${SHELLS.join("|")}>` },
  profile: { kind: "profile", usage: "<name>" },
  newProfile: { kind: "new profile", usage: "<name>" },
} as const satisfies Readonly<Record<string, RequiredInput>>;

/**
 * Fills the values that no flag gives from the words, in the order of the keys of `flags`.
 * @param optional the values to leave out, from the front, if there are too few words
 * @throws Failure E_USAGE if there are too many words
 */
export const fillPositionals = <Name extends string>(
  flags: Readonly<Record<Name, string | undefined>>,
  words: readonly (string | undefined)[],
  optional: readonly NoInfer<Name>[] = [],
): Record<Name, string | undefined> => {
  const waiting = words.filter((word) => word !== undefined);
  const filled: Record<Name, string | undefined> = { ...flags };
  let missing = Object.values(flags).filter((value) => value === undefined).length - waiting.length;
  for (const name in filled) {
    if (filled[name] !== undefined) continue;
    if (missing > 0 && optional.includes(name)) missing -= 1;
    else filled[name] = waiting.shift();
  }
  const [extra] = waiting;
  if (extra === undefined) return filled;
  throw new Failure("E_USAGE", `too many arguments: "${extra}"`, {
    hint: ["The others already have a value, as arguments or options. Nothing was sent."],
  });
};

/** Parses a value if it is given, so that an invalid value is reported before missing ones. */
export const parseIfGiven = <Value>(
  text: string | undefined,
  parse: (text: string) => Value,
): Value | undefined => (text === undefined ? undefined : parse(text));

export type Complete<Values> = { readonly [Name in keyof Values]: Exclude<Values[Name], undefined> };

/**
 * @param inputs describes each value, for the message and for prompts
 * @throws Failure E_INPUT, which lists all missing values at once
 */
export const requireAll = <Values extends Readonly<Record<string, unknown>>>(
  values: Values,
  inputs: Readonly<Record<keyof Values & string, RequiredInput>>,
): Complete<Values> => {
  if (isComplete(values)) return values;
  throw missingInputs(values, inputs);
};

/** The failure for undefined values. Lists them in order, and also the values that are given. */
export const missingInputs = (
  values: Readonly<Record<string, unknown>>,
  required: Readonly<Record<string, RequiredInput>>,
): Failure => {
  const entries = Object.entries(values).flatMap(([name, value]) => {
    const input = required[name];
    return input === undefined ? [] : [{ input, value }];
  });
  const missing = entries.filter(({ value }) => value === undefined).map(({ input }) => input);
  const given = entries.flatMap(({ input, value }) =>
    typeof value === "string" ? [[input.kind, value] as const] : [],
  );
  return new Failure("E_INPUT", `missing: ${missing.map(({ usage }) => usage).join(", ")}`, {
    hint: ["Nothing was sent."],
    details: { missing: missing.map(({ usage }) => usage) },
    missing: { wanted: missing, given: Object.fromEntries(given) },
  });
};

export const isComplete = <Values extends Readonly<Record<string, unknown>>>(
  values: Values,
): values is Values & Complete<Values> => Object.values(values).every((value) => value !== undefined);
