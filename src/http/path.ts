import { Failure } from "../failures/failure.js";

/**
 * Percent-encodes every value as one path segment: path`/v1/subscribers/${"a/b"}` is
 * `/v1/subscribers/a%2Fb`.
 * @throws Failure E_ID for values that no URL can carry as one segment
 */
export const path = (texts: TemplateStringsArray, ...values: readonly string[]): string =>
  values.reduce((joined, value, at) => `${joined}${encodeSegment(value)}${texts[at + 1]}`, texts[0] ?? "");

const encodeSegment = (value: string): string => {
  // URL parsers resolve “.” and “..” segments, even percent-encoded ones.
  if (value === "" || value === "." || value === ".." || !value.isWellFormed()) {
    throw new Failure("E_ID", `${JSON.stringify(value)} isn't a valid ID: it can't be part of a URL`);
  }
  return encodeURIComponent(value);
};

type QueryValue = string | number | boolean | undefined;

/** The query string with its question mark, or "". Undefined values are left out; a list repeats its name. */
export const query = (parameters: Readonly<Record<string, QueryValue | readonly string[]>>): string => {
  const given = Object.entries(parameters).flatMap(([name, values]) =>
    [values]
      .flat()
      .flatMap((value): [string, string][] => (value === undefined ? [] : [[name, String(value)]])),
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
};
