import { Failure, type FailureInfo } from "../../failures/failure.js";

/**
 * A path as it was typed, as far as it can be judged without knowing the server. What an address can carry
 * stays as it is; what it cannot carry and what would lead elsewhere is refused, never repaired.
 * @returns a path from its first slash on, or a full address
 * @throws Failure E_PATH
 */
export const rawPath = (typed: string): string => {
  // Without the slash too: Git Bash makes a file's name of a word that begins with one.
  const path = typed.replace(/^(?=v[12]\/)/, "/");
  if (/^[a-z]:[\\/]/i.test(path)) throw rewritten(typed);
  for (const { isIn, why } of REFUSED) {
    if (isIn(path)) throw refused(typed, why);
  }
  if (FULL.test(path) || path.startsWith("/")) return path;
  throw new Failure("E_PATH", `${quoted(typed)} is not a path of the API`, {
    hint: ["A path begins with /v1/ or /v2/. Nothing was sent."],
    correction: { wrong: typed, right: `/v1/${typed}` },
  });
};

/**
 * The path below the API's base address, encoded, with its query: of the same server, whatever was typed.
 * @param path as `rawPath` gives it
 * @throws Failure E_HOST for another server's address, E_PATH for one outside the base
 */
export const pathBelow = (path: string, baseUrl: string): string => {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/+$/, "");
  const whole = FULL.test(path) ? ownAddress(path, base) : new URL(base.origin + prefix + path);
  const address = whole.pathname + whole.search;
  // The parser has the last word on where an address leads.
  if (whole.origin === base.origin && address.startsWith(`${prefix}/`)) return address.slice(prefix.length);
  throw new Failure("E_PATH", `${quoted(path)} is not below ${baseUrl}`, {
    hint: [`Write the path alone: what comes after ${baseUrl}. Nothing was sent.`],
  });
};

const FULL = /^https?:\/\//i;

const ownAddress = (text: string, base: URL): URL => {
  if (!URL.canParse(text)) throw refused(text, "it is not an address");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") throw refused(text, "it holds a user name or password");
  if (url.origin === base.origin) return url;
  throw new Failure("E_HOST", `this run's key goes to ${base.origin}, not to ${url.origin}`, {
    hint: ["Nothing was sent. If the other address is right, choose it with --api-url or --region."],
    next: [{ words: ["novu-msg", "whoami"], when: "to see where key and address come from" }],
  });
};

/** A folder's “this” and “the one above”, plain, encoded, or with parameters behind, as servers may read them. */
const hasDots = (path: string): boolean =>
  path
    .replace(/\?.*/s, "")
    .replace(/%2e/gi, ".")
    .replace(/%(?:2f|5c)/gi, "/")
    .split("/")
    .some((segment) => /^\.\.?(?:;.*)?$/.test(segment));

const REFUSED: readonly { readonly isIn: (path: string) => boolean; readonly why: string }[] = [
  { isIn: (path) => /\p{Cc}/u.test(path), why: "it holds a control character" },
  { isIn: (path) => !path.isWellFormed(), why: "it holds half a character, which no address can carry" },
  {
    isIn: (path) => path.includes("\\"),
    why: "it holds a backslash; write it as %5C if it is part of an id",
  },
  { isIn: (path) => path.includes("#"), why: "what follows a # is never sent; write it as %23" },
  { isIn: (path) => /%(?![0-9a-f]{2})/i.test(path), why: "a % must begin an escape; write it as %25" },
  {
    isIn: (path) => path.startsWith("//"),
    why: "it begins with two slashes, as another server's address does",
  },
  // The URL parser drops them, which could bring the two dots to light that the check below looks for.
  { isIn: (path) => path.endsWith(" "), why: "it ends with a blank; write it as %20 if it is part of an id" },
  { isIn: hasDots, why: 'it holds "." or "..", which could lead outside the API' },
];

const refused = (typed: string, why: string, facts: FailureInfo = {}): Failure =>
  new Failure("E_PATH", `${quoted(typed)} cannot be sent as a path: ${why}`, {
    hint: ["Nothing was sent."],
    ...facts,
  });

const rewritten = (typed: string): Failure =>
  refused(typed, "it is a file's name", {
    hint: [
      "Git Bash makes one of a word that begins with a slash: leave the first slash out. Nothing was sent.",
    ],
  });

const quoted = (text: string): string => JSON.stringify(text);
