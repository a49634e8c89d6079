import { Tokenizer } from "htmlparser2";
import { createTextLines, type TextLines } from "./text-lines.js";

/** Tags with an empty line around them, and those that only begin a new line. */
const PARAGRAPHS = new Set("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr section article".split(" "));
const LINES = new Set("div li tr dt dd header footer address figure figcaption".split(" "));
/** What stands between these is not for reading. */
const UNSEEN = new Set(["script", "style", "title", "template"]);

/**
 * The text of HTML as a person reads it: paragraphs, list items and line breaks as lines, `text (address)`
 * for a link, entities decoded. Line feeds of the source stay too, as the Inbox shows plain text. In linear
 * time: the tokenizer alone is used, since a parser's stack of open tags would make nonsense expensive.
 */
export const htmlText = (html: string): string => {
  const lines = createTextLines();
  const reader = createReader(html, lines);
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, reader);
  tokenizer.write(html);
  tokenizer.end();
  return lines.end();
};

interface Tag {
  readonly name: string;
  readonly attributes: Map<string, string>;
}

/** What the tokenizer tells, made into lines. */
const createReader = (html: string, lines: TextLines): ConstructorParameters<typeof Tokenizer>[1] => {
  const marks = createMarks(lines);
  let tag: Tag = { name: "", attributes: new Map() };
  let attribute = "";
  let unseen: string | undefined;

  const text = (words: string) => {
    if (unseen === undefined) lines.add(words);
  };
  const toAttribute = (part: string) =>
    void tag.attributes.set(attribute, (tag.attributes.get(attribute) ?? "") + part);
  const open = () => {
    if (unseen !== undefined) return;
    if (UNSEEN.has(tag.name)) unseen = tag.name;
    else marks.open(tag);
  };

  return {
    ontext: (start, end) => text(html.slice(start, end)),
    ontextentity: (codePoint) => text(String.fromCodePoint(codePoint)),
    oncdata: (start, end, offset) => text(html.slice(start, end - offset)),
    onopentagname: (start, end) => {
      tag = { name: html.slice(start, end).toLowerCase(), attributes: new Map() };
    },
    onattribname: (start, end) => {
      attribute = html.slice(start, end).toLowerCase();
    },
    onattribdata: (start, end) => toAttribute(html.slice(start, end)),
    onattribentity: (codePoint) => toAttribute(String.fromCodePoint(codePoint)),
    onattribend: () => {},
    onopentagend: open,
    onselfclosingtag: open,
    onclosetag: (start, end) => {
      const name = html.slice(start, end).toLowerCase();
      if (name === unseen) unseen = undefined;
      else if (unseen === undefined) marks.close(name);
    },
    oncomment: () => {},
    ondeclaration: () => {},
    onprocessinginstruction: () => {},
    onend: () => marks.close("a"),
  };
};

/** What the tags mean for the lines. */
const createMarks = (lines: TextLines) => {
  const lists: { next: number | undefined }[] = [];
  let link: { readonly address: string; readonly from: number } | undefined;

  const item = () => {
    const list = lists.at(-1);
    const sign = list?.next === undefined ? "-" : `${list.next}.`;
    if (list?.next !== undefined) list.next += 1;
    lines.bullet(`${"  ".repeat(Math.min(Math.max(0, lists.length - 1), DEEPEST_INDENT))}${sign} `);
  };
  const breakFor = (name: string) => {
    if (PARAGRAPHS.has(name) && !(lists.length > 1 && LISTS.has(name))) lines.paragraph();
    else if (LINES.has(name) || PARAGRAPHS.has(name)) lines.line();
  };
  const endLink = () => {
    if (link === undefined) return;
    const text = lines.since(link.from).trim();
    if (text !== link.address && `mailto:${text}` !== link.address) {
      lines.add(text === "" ? link.address : ` (${link.address})`);
    }
    link = undefined;
  };

  const cell = () => lines.add(" ");
  const startLink = ({ attributes }: Tag) => {
    endLink();
    const address = attributes.get("href")?.trim() ?? "";
    if (!NO_ADDRESS.test(address)) link = { address, from: lines.place() };
  };
  const openers: ReadonlyMap<string, (tag: Tag) => void> = new Map([
    ["br", () => lines.line(true)],
    ["li", item],
    ["td", cell],
    ["th", cell],
    ["img", ({ attributes }: Tag) => lines.add(attributes.get("alt") ?? "")],
    ["a", startLink],
  ]);

  return {
    open: (tag: Tag) => {
      if (LISTS.has(tag.name)) lists.push({ next: tag.name === "ol" ? 1 : undefined });
      breakFor(tag.name);
      openers.get(tag.name)?.(tag);
    },
    close: (name: string) => {
      if (name === "a") endLink();
      breakFor(name);
      if (LISTS.has(name)) lists.pop();
    },
  };
};

const LISTS = new Set(["ul", "ol"]);
const DEEPEST_INDENT = 8;
/** Nothing that a person could open. */
const NO_ADDRESS = /^$|^#|^(?:javascript|data):/i;
