import { Failure } from "../../failures/failure.js";

/**
 * `name: value` as a pair, the name in lower case.
 * @throws Failure E_HEADER for text that is not a header, could end one early, or is set by the tool itself
 */
export const header = (text: string): readonly [name: string, value: string] => {
  const at = text.indexOf(":");
  const name = text.slice(0, Math.max(0, at)).toLowerCase();
  const value = text.slice(at + 1).replace(/^[ \t]+|[ \t]+$/g, "");
  if (!NAME.test(name)) throw refused(`${JSON.stringify(text)} isn't a header`, "Write it as 'name: value'.");
  if (value === "") throw refused(`the header ${name} has no value`, "Write it as 'name: value'.");
  if (!VALUE.test(value)) {
    throw refused(
      `the header ${name} has characters that a header can't contain`,
      "Use printable ASCII only.",
    );
  }
  const why = reserved(name);
  if (why !== undefined) throw refused(`the header ${name} can't be set`, why);
  return [name, value];
};

/** @throws Failure E_HEADER for a name that occurs twice */
export const headersOf = (pairs: readonly (readonly [string, string])[]): Record<string, string> => {
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return Object.fromEntries(pairs);
  throw refused(`the header ${twice} is given twice`, "Combine both values with a comma.");
};

/** A token of RFC 9110, and the printable part of ASCII. */
const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const VALUE = /^[\t\x20-\x7e]+$/;

const KEY = "novu-msg sets it from the API key that novu-msg whoami shows.";
const FRAMING = "It belongs to the connection, which novu-msg manages.";
const PACKED = "The response would be compressed, and novu-msg doesn't decompress.";

const RESERVED: Readonly<Record<string, string>> = {
  authorization: KEY,
  "proxy-authorization": KEY,
  host: "The request always goes to the server the key belongs to.",
  "content-length": FRAMING,
  "transfer-encoding": FRAMING,
  connection: FRAMING,
  "proxy-connection": FRAMING,
  "keep-alive": FRAMING,
  upgrade: FRAMING,
  te: FRAMING,
  trailer: FRAMING,
  expect: FRAMING,
  "http2-settings": FRAMING,
  "accept-encoding": PACKED,
};

/** Some servers read an underscore as a dash. */
const reserved = (name: string): string | undefined => {
  const plain = name.replaceAll("_", "-");
  return Object.hasOwn(RESERVED, plain) ? RESERVED[plain] : undefined;
};

const refused = (message: string, why: string): Failure =>
  new Failure("E_HEADER", message, { hint: [`${why} Nothing was sent.`] });
