import { Failure, type FailureInfo } from "../../failures/failure.js";

/**
 * Checks a typed path as far as that is possible without knowing the server. Characters that a URL can hold are kept;
 * those that it cannot hold, and those that would lead to another path, are refused and never repaired.
 * @returns a path that begins with a slash, or a full address
 * @throws Failure E_PATH
 */
export const apiPath = (typed: string): string => {
  // The slash is optional: Git Bash turns a word that begins with one into a file name.
  const path = typed.replace(/^(?=v[12]\/)/, "/");
  if (/^[a-z]:[\\/]/i.test(path)) throw rewritten(typed);
  for (const { isIn, why } of REFUSED) {
    if (isIn(path)) throw refused(typed, why);
  }
  if (FULL_ADDRESS.test(path) || path.startsWith("/")) return path;
  throw new Failure("E_PATH", `${quoted(typed)} isn't an API path`, {
    hint: ["API paths start with /v1/ or /v2/. Nothing was sent."],
    correction: { wrong: typed, right: `/v1/${typed}` },
  });
};

/**
 * The path below the base URL of the API, encoded, with its query; always of the same server.
 * @param path as `apiPath` gives it
 * @throws Failure E_HOST for another server's address, E_PATH for one outside the base
 */
export const pathBelow = (path: string, baseUrl: string): string => {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/+$/, "");
  const whole = FULL_ADDRESS.test(path) ? ownAddress(path, base) : new URL(base.origin + prefix + path);
  const address = whole.pathname + whole.search;
  // The URL parser decides which path an address leads to, so its result is checked.
  if (whole.origin === base.origin && address.startsWith(`${prefix}/`)) return address.slice(prefix.length);
  throw new Failure("E_PATH", `${quoted(path)} isn't under ${baseUrl}`, {
    hint: [`Use only the part after ${baseUrl}. Nothing was sent.`],
  });
};

const FULL_ADDRESS = /^https?:\/\//i;

const ownAddress = (text: string, base: URL): URL => {
  if (!URL.canParse(text)) throw refused(text, "it isn't a URL");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") throw refused(text, "it contains a user name or password");
  if (url.origin === base.origin) return url;
  throw new Failure("E_HOST", `this key belongs to ${base.origin}, not to ${url.origin}`, {
    hint: ["Nothing was sent. To use the other server, set --api-url or --region."],
    next: [{ words: ["novu-msg", "whoami"], when: "to see where the key and URL come from" }],
  });
};

/** Whether a segment is `.` or `..`: plain, percent-encoded, or with parameters, as servers may read it. */
const hasDots = (path: string): boolean =>
  path
    .replace(/\?.*/s, "")
    .replace(/%2e/gi, ".")
    .replace(/%(?:2f|5c)/gi, "/")
    .split("/")
    .some((segment) => /^\.\.?(?:;.*)?$/.test(segment));

const REFUSED: readonly { readonly isIn: (path: string) => boolean; readonly why: string }[] = [
  { isIn: (path) => /\p{Cc}/u.test(path), why: "it contains a control character" },
  { isIn: (path) => !path.isWellFormed(), why: "it contains half a character (an unpaired surrogate)" },
  {
    isIn: (path) => path.includes("\\"),
    why: "it contains a backslash; write it as %5C if it is part of an ID",
  },
  { isIn: (path) => path.includes("#"), why: "everything after # would be dropped; write # as %23" },
  { isIn: (path) => /%(?![0-9a-f]{2})/i.test(path), why: "a % must start an escape; write it as %25" },
  {
    isIn: (path) => path.startsWith("//"),
    why: "it starts with two slashes, like the URL of another server",
  },
  // The URL parser drops trailing blanks, which could turn a segment into the two dots that the next check looks for.
  { isIn: (path) => path.endsWith(" "), why: "it ends with a space; write it as %20 if it is part of an ID" },
  { isIn: hasDots, why: 'it contains "." or "..", which could lead outside the API' },
];

const refused = (typed: string, why: string, info: FailureInfo = {}): Failure =>
  new Failure("E_PATH", `${quoted(typed)} isn't a valid path: ${why}`, {
    hint: ["Nothing was sent."],
    ...info,
  });

const rewritten = (typed: string): Failure =>
  refused(typed, "it is a file name", {
    hint: [
      "Git Bash turns a word that starts with a slash into a file name: leave out the first slash. Nothing was sent.",
    ],
  });

const quoted = (text: string): string => JSON.stringify(text);
