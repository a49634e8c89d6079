/** A document as JSON for people and programs: two spaces, one document. */
export const toJson = (document: unknown): string => harmless(JSON.stringify(document, undefined, 2));

/** One compact document a line; a list is its items. */
export const toNdjson = (document: unknown): string =>
  (Array.isArray(document) ? document : [document]).map((item) => harmless(JSON.stringify(item))).join("\n");

/** JSON may hold DEL and C1 control characters bare; escaped it means the same, and no terminal obeys it. */
const harmless = (json: string): string =>
  json.replace(/[\u007f-\u009f]/g, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
