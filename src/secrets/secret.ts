/** What stands where a secret stood. */
export const MASK = "••••••••";

/**
 * A value that must not be seen. Printing, joining, inspecting or serialising it gives a mask;
 * only `reveal()` gives the value, and only `http` (to send it) and `settings` (to store it) call that.
 */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

export const createSecret = (value: string): Secret => {
  const mask = () => MASK;
  return Object.freeze({
    reveal: () => value,
    toString: mask,
    toJSON: mask,
    [Symbol.toPrimitive]: mask,
    [Symbol.for("nodejs.util.inspect.custom")]: mask,
  });
};

/** Novu keys are exactly 32 hexadecimal digits (docs/novu-api.md, "Authentication"). */
const LOOKS_LIKE_KEY = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/gi;

/** Whether the whole secret has that form; self-hosters may use another, so it is a hint and no more. */
export const hasKeyForm = (secret: Secret): boolean => /^[0-9a-f]{32}$/i.test(secret.reveal());

/** The text without what looks like a key: a user may have put one anywhere on the command line. */
export const withoutKeyLike = (text: string): string => text.replace(LOOKS_LIKE_KEY, MASK);

/**
 * The address without the user name and password in front of its host: up to the last @, since a password may
 * hold one itself, and a slash too where somebody forgot to encode it. Any text is taken for an address.
 */
export const withoutUserInfo = (address: string): string =>
  address
    .trim()
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, (_, scheme: string | undefined) => `${scheme ?? ""}${MASK}@`);

/** The text without the user name and password of any address in it. */
export const withoutUserInfoInside = (text: string): string =>
  text.replace(/(?<=:\/\/)[^\s/?#"]*@/g, `${MASK}@`);
