import { Failure } from "../failure/failure.js";

/**
 * Fills what was not given by flag from the words in their order; the keys of `flags` are in that order.
 * @throws Failure E_USAGE for a word too many
 */
export const fillSlots = <Name extends string>(
  flags: Readonly<Record<Name, string | undefined>>,
  words: readonly (string | undefined)[],
): Record<Name, string | undefined> => {
  const waiting = words.filter((word) => word !== undefined);
  const filled: Record<Name, string | undefined> = { ...flags };
  for (const name in filled) filled[name] ??= waiting.shift();
  const [extra] = waiting;
  if (extra === undefined) return filled;
  throw new Failure("E_USAGE", `"${extra}" is one word too many`, {
    hint: ["Everything before it was given already, by place or by flag. Nothing was sent."],
  });
};

/**
 * @param how what to write for each value, for the message
 * @throws Failure E_INPUT that names everything missing at once
 */
export const requireAll = <Name extends string>(
  values: Readonly<Record<Name, string | undefined>>,
  how: Readonly<Record<Name, string>>,
): Record<Name, string> => {
  const missing: string[] = [];
  const given = {} as Record<Name, string>;
  for (const name in how) {
    const value = values[name];
    if (value === undefined) missing.push(how[name]);
    else given[name] = value;
  }
  if (missing.length === 0) return given;
  throw new Failure("E_INPUT", `missing: ${missing.join(", ")}`, { hint: ["Nothing was sent."] });
};
