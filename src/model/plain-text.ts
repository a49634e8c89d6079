/** Tags that a person sees as the end of a line. */
const LINE_BREAK = /<\/?(?:br|p|div|li|ul|ol|h[1-6]|tr|blockquote)\b[^<>]*>/gi;
const TAG = /<\/?[a-z][^<>]*>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": " ",
};

/** What a line of plain words has none of. */
const MARKED = /[<&\n]/;

/** The first line with something to read on it, without what comes before; a text of line breaks is not split. */
const FIRST_WORDS = /\S[^\n]*/;

/** The first line of a message's content as a person reads it: without HTML tags and entities. */
export const firstLine = (content: string): string => {
  if (!MARKED.test(content)) return content.trim();
  const text = content
    .replace(LINE_BREAK, "\n")
    .replace(TAG, "")
    .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity);
  return (FIRST_WORDS.exec(text)?.[0] ?? "").trim();
};
