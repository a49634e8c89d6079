import { createSecret, type Secret, withoutSecret } from "../secret/secret.js";
import type { HttpResponse } from "./http.js";

/** Real keys have 32 characters. A shorter one is a sandbox's, and may be a word that a message says. */
const SHORTEST_REAL_KEY = 16;

/**
 * The answer without the key it may quote: Novu's text about a bad Authorization header does (contract
 * 1.1), and so do the list of environments (contract 1.3), echo servers and redirects.
 */
export const withoutKey = (response: HttpResponse, key: Secret): HttpResponse => {
  const isSuccess = response.status >= 200 && response.status < 300;
  if (isSuccess && key.reveal().length < SHORTEST_REAL_KEY) return response;
  // Inside JSON, a quotation mark or backslash of the key is written otherwise.
  const inJson = createSecret(JSON.stringify(key.reveal()).slice(1, -1));
  const mask = (text: string) => withoutSecret(withoutSecret(text, key), inJson);
  const headers = Object.entries(response.headers).map(([name, value]) => [name, mask(value)]);
  return { ...response, headers: Object.fromEntries(headers), body: mask(response.body) };
};
