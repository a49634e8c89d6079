/** A document as JSON for people and programs: two spaces, one document. */
export const toJson = (document: unknown): string => JSON.stringify(document, undefined, 2);

/** One compact document a line; a list is its items. */
export const toNdjson = (document: unknown): string =>
  (Array.isArray(document) ? document : [document]).map((item) => JSON.stringify(item)).join("\n");
