/** Printed in place of a secret. */
export const MASK = "••••••••";

/**
 * A value that must not be shown. Printing, joining, inspecting or serialising it yields a mask. Only `reveal()` returns
 * the value; only `http` (to send it) and `config` (to store it) may call that.
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

/** Whether the whole secret has that format. Self-hosted servers may use another, so treat it as a hint. */
export const hasKeyForm = (secret: Secret): boolean => /^[0-9a-f]{32}$/i.test(secret.reveal());

/** Masks everything that looks like a key: users may have put one anywhere on the command line. */
export const withoutKeyLike = (text: string): string => text.replace(LOOKS_LIKE_KEY, MASK);

/**
 * Masks the user name and password of an address. Cuts up to the last @, because an unencoded password may itself contain
 * @ or a slash. Any text is treated as an address.
 */
export const withoutUserInfo = (address: string): string =>
  address
    .trim()
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, (_, scheme: string | undefined) => `${scheme ?? ""}${MASK}@`);

/** Masks the user name and password of every address in a text. */
export const withoutUserInfoInside = (text: string): string =>
  text.replace(/(?<=:\/\/)[^\s/?#"]*@/g, `${MASK}@`);
