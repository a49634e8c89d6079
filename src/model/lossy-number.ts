import { endOfString } from "./json-bounds.js";

/** Cheap test that excludes most texts: a lossy number always matches it. There can be a million rows. */
const SUSPECT = /\d{16}|\d[eE][+-]?\d|(?:^|[:,[\s])-0/;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * The first number of a JSON text that a double cannot represent: an integer with too many digits, a number out of
 * range, or -0. JavaScript, and so Novu's server, would silently change it.
 */
export const lossyNumber = (json: string): string | undefined => {
  if (!SUSPECT.test(json)) return undefined;
  for (const { text, isString } of partsOf(json)) {
    const found = isString ? undefined : text.match(NUMBER)?.find(isLossy);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The same JSON text with such numbers quoted, so that they can be found after parsing. */
export const quoteLossyNumbers = (json: string): string => {
  const parts: string[] = [];
  for (const { text, isString } of partsOf(json))
    parts.push(
      isString ? text : text.replace(NUMBER, (number) => (isLossy(number) ? `"${number}"` : number)),
    );
  return parts.join("");
};

/** Splits a JSON text into strings and the text between them. A regular expression would overflow its stack on a long string. */
function* partsOf(json: string): Iterable<{ readonly text: string; readonly isString: boolean }> {
  let done = 0;
  for (let start = json.indexOf('"'); start >= 0; start = json.indexOf('"', done)) {
    if (start > done) yield { text: json.slice(done, start), isString: false };
    done = Math.min(endOfString(json, start) + 1, json.length);
    yield { text: json.slice(start, done), isString: true };
  }
  if (done < json.length) yield { text: json.slice(done), isString: false };
}

const isLossy = (text: string): boolean => {
  const number = Number(text);
  if (!Number.isFinite(number)) return true;
  // JSON.stringify writes -0 as 0. A number that is too small becomes 0.
  if (number === 0) return Object.is(number, -0) || /^[^eE]*[1-9]/.test(text);
  return /^-?\d+$/.test(text) && String(number) !== text;
};
