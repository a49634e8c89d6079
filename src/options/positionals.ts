import { SHELLS } from "../completion/shell-script.js";
import { Failure, type RequiredInput } from "../failures/failure.js";
import { ACTION_CONDITIONS, ACTION_STATUSES, BUTTONS } from "../model/action.js";
import { HTTP_METHODS } from "../model/http-method.js";
import { MARKS } from "../model/message.js";

/** What commands cannot do without, each in one place. */
export const SUBSCRIBER = { kind: "subscriber", usage: "<subscriberId>" } as const satisfies RequiredInput;
export const MESSAGE = { kind: "message", usage: "<messageId>" } as const satisfies RequiredInput;
export const MESSAGES = { kind: "message", usage: "<messageId…>" } as const satisfies RequiredInput;
export const MARK = {
  kind: "mark",
  usage: `--as <${MARKS.join("|")}>`,
  flag: "--as",
} as const satisfies RequiredInput;
export const BUTTON = { kind: "button", usage: `<${BUTTONS.join("|")}>` } as const satisfies RequiredInput;
export const CONDITION = {
  kind: "condition",
  usage: `<${ACTION_CONDITIONS.join("|")}>`,
} as const satisfies RequiredInput;
export const STATUS = {
  kind: "status",
  usage: `--status <${ACTION_STATUSES.join("|")}>`,
  flag: "--status",
} as const satisfies RequiredInput;
export const METHOD = {
  kind: "method",
  usage: `<${HTTP_METHODS.join("|")}>`,
} as const satisfies RequiredInput;
export const PATH = { kind: "path", usage: "<path>" } as const satisfies RequiredInput;
export const SHELL = { kind: "shell", usage: `<${SHELLS.join("|")}>` } as const satisfies RequiredInput;
export const PROFILE = { kind: "profile", usage: "<name>" } as const satisfies RequiredInput;
export const NEW_PROFILE = { kind: "new profile", usage: "<name>" } as const satisfies RequiredInput;

/**
 * Fills what was not given by flag from the words in their order; the keys of `flags` are in that order.
 * @param optional what gives way, from the front, where there are fewer words than open places
 * @throws Failure E_USAGE for a word too many
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
  throw new Failure("E_USAGE", `"${extra}" is one word too many`, {
    hint: ["Everything before it was given already, by place or by flag. Nothing was sent."],
  });
};

/** The same value where there is one, looked at before anything missing is named. */
export const given = <Value>(text: string | undefined, parse: (text: string) => Value): Value | undefined =>
  text === undefined ? undefined : parse(text);

export type Complete<Values> = { readonly [Name in keyof Values]: Exclude<Values[Name], undefined> };

/**
 * @param needs what each value is, for the message and for asking
 * @throws Failure E_INPUT that names everything missing at once
 */
export const requireAll = <Values extends Readonly<Record<string, unknown>>>(
  values: Values,
  needs: Readonly<Record<keyof Values & string, RequiredInput>>,
): Complete<Values> => {
  if (isComplete(values)) return values;
  throw lacking(values, needs);
};

/** The failure that names what is undefined among the values, in their order, and what is there. */
export const lacking = (
  values: Readonly<Record<string, unknown>>,
  needs: Readonly<Record<string, RequiredInput>>,
): Failure => {
  const entries = Object.entries(values).flatMap(([name, value]) => {
    const need = needs[name];
    return need === undefined ? [] : [{ need, value }];
  });
  const wanted = entries.filter(({ value }) => value === undefined).map(({ need }) => need);
  const given = entries.flatMap(({ need, value }) =>
    typeof value === "string" ? [[need.kind, value] as const] : [],
  );
  return new Failure("E_INPUT", `missing: ${wanted.map(({ usage }) => usage).join(", ")}`, {
    hint: ["Nothing was sent."],
    details: { missing: wanted.map(({ usage }) => usage) },
    missing: { wanted, given: Object.fromEntries(given) },
  });
};

export const isComplete = <Values extends Readonly<Record<string, unknown>>>(
  values: Values,
): values is Values & Complete<Values> => Object.values(values).every((value) => value !== undefined);
