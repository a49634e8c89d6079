/** A document as JSON for people and programs: two spaces, one document. */
export const toJson = (document: unknown): string => harmless(JSON.stringify(document, undefined, 2));

/** One compact document a line; a list is its items. */
export const toNdjson = (document: unknown): string =>
  (Array.isArray(document) ? document : [document]).map((item) => harmless(JSON.stringify(item))).join("\n");

/**
 * What JSON may hold bare and a terminal could obey or hide: control characters, marks that turn the
 * direction of text, characters without width. Escaped they mean the same.
 */
const TRICKY = /[\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff]/g;

const harmless = (json: string): string =>
  json.replace(TRICKY, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
