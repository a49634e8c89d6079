const STRING = /"(?:[^"\\]|\\.)*"/gs;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * The first number of a JSON text that a double cannot hold: a whole one with too many digits, or one
 * past every bound. JavaScript, and so Novu's server, would change it without a word.
 */
export const lossyNumber = (json: string): string | undefined =>
  json.replace(STRING, "").match(NUMBER)?.find(isLossy);

const isLossy = (text: string): boolean => {
  if (!Number.isFinite(Number(text))) return true;
  return /^-?\d+$/.test(text) && text !== "-0" && String(Number(text)) !== text;
};
