import { createMask, type Mask } from "../secrets/mask-secret.js";
import type { Secret } from "../secrets/secret.js";
import type { HttpResponse } from "./http.js";

/** Real keys have 32 characters. A shorter one is a sandbox's, and may be a word that a message says. */
const SHORTEST_REAL_KEY = 16;

/**
 * Takes the key out of answers, which can quote it or a part of it: Novu's error about a bad Authorization header, its
 * list of environments (docs/novu-api.md, "Authentication" and "Environments and keys"), echo servers and redirects.
 */
export const createKeyMask = (key: Secret): ((response: HttpResponse) => HttpResponse) => {
  const strict = createMask(key);
  const sparing = createMask(key, { sparesWords: true });
  const isShort = key.reveal().length < SHORTEST_REAL_KEY;
  return (response) => {
    const isSuccess = response.status >= 200 && response.status < 300;
    if (isSuccess && isShort) return response;
    const mask = isSuccess ? sparing : strict;
    return { ...response, headers: maskAll(response.headers, mask), body: mask(response.body) };
  };
};

/**
 * The same for all keys that a run has opened: what one request sent may come back in the answer to another, also to one
 * that carried no key.
 */
export const createKeysMask = (keys: () => readonly Secret[]): ((response: HttpResponse) => HttpResponse) => {
  const masks = new Map<Secret, ReturnType<typeof createKeyMask>>();
  const maskFor = (key: Secret) => {
    const mask = masks.get(key) ?? createKeyMask(key);
    masks.set(key, mask);
    return mask;
  };
  return (response) => keys().reduce((masked, key) => maskFor(key)(masked), response);
};

/** Hardly any answer has the key in its headers: only those are copied. */
const maskAll = (headers: HttpResponse["headers"], mask: Mask): HttpResponse["headers"] =>
  Object.values(headers).every((value) => mask(value) === value)
    ? headers
    : Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)]));
