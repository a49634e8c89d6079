import { createMask } from "../secret/mask-secret.js";
import type { Secret } from "../secret/secret.js";
import type { HttpResponse } from "./http.js";

/** Real keys have 32 characters. A shorter one is a sandbox's, and may be a word that a message says. */
const SHORTEST_REAL_KEY = 16;

/**
 * Takes the key out of answers, which may quote it or a part of it: Novu's text about a bad Authorization header
 * does (contract 1.1), and so do the list of environments (contract 1.3), echo servers and redirects.
 */
export const createKeyMask = (key: Secret): ((response: HttpResponse) => HttpResponse) => {
  const strict = createMask(key);
  const sparing = createMask(key, { sparesWords: true });
  const isShort = key.reveal().length < SHORTEST_REAL_KEY;
  return (response) => {
    const isSuccess = response.status >= 200 && response.status < 300;
    if (isSuccess && isShort) return response;
    const mask = isSuccess ? sparing : strict;
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(response.headers)) headers[name] = mask(value);
    return { ...response, headers, body: mask(response.body) };
  };
};
