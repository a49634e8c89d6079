const STRING = /"(?:[^"\\]|\\.)*"/gs;
/** No other text can hold such a number; most hold none, and there may be a million of them. */
const SUSPECT = /\d{16}|\d[eE][+-]?\d/;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * The first number of a JSON text that a double cannot hold: a whole one with too many digits, or one
 * past every bound. JavaScript, and so Novu's server, would change it without a word.
 */
export const lossyNumber = (json: string): string | undefined =>
  SUSPECT.test(json) ? json.replace(STRING, "").match(NUMBER)?.find(isLossy) : undefined;

const STRING_OR_NUMBER = new RegExp(`${STRING.source}|${NUMBER.source}`, "gs");

/** The same JSON text with such numbers as strings, so that they can be found in what it parses to. */
export const withLossyQuoted = (json: string): string =>
  json.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || !isLossy(token) ? token : `"${token}"`,
  );

const isLossy = (text: string): boolean => {
  if (!Number.isFinite(Number(text))) return true;
  return /^-?\d+$/.test(text) && text !== "-0" && String(Number(text)) !== text;
};
