import { Tokenizer } from "htmlparser2";

/** Tags with an empty line around them, and those that only begin a new line. */
const PARAGRAPHS = new Set("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr section article".split(" "));
const LINES = new Set("div li tr dt dd header footer address figure figcaption".split(" "));
/** Their content is never shown. */
const HIDDEN = new Set(["script", "style", "title", "template"]);

/**
 * HTML as plain text: paragraphs, list items and line breaks become lines, a link becomes `text (address)`, entities
 * are decoded. Line feeds of the source are kept, as in the Inbox, which shows plain text. Runs in linear time: only the
 * tokenizer is used, since a parser's stack of open tags makes malformed input expensive.
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

/** Tokenizer callbacks that write lines. */
const createReader = (html: string, lines: TextLines): ConstructorParameters<typeof Tokenizer>[1] => {
  const marks = createMarks(lines);
  let tag: Tag = { name: "", attributes: new Map() };
  let attribute = "";
  let hidden: string | undefined;

  const text = (words: string) => {
    if (hidden === undefined) lines.add(words);
  };
  const toAttribute = (part: string) =>
    void tag.attributes.set(attribute, (tag.attributes.get(attribute) ?? "") + part);
  const open = () => {
    if (hidden !== undefined) return;
    if (HIDDEN.has(tag.name)) hidden = tag.name;
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
      if (name === hidden) hidden = undefined;
      else if (hidden === undefined) marks.close(name);
    },
    oncomment: () => {},
    ondeclaration: () => {},
    onprocessinginstruction: () => {},
    onend: () => marks.close("a"),
  };
};

/** The effect of tags on the lines. */
const createMarks = (lines: TextLines) => {
  const lists: { next: number | undefined }[] = [];
  let link: { readonly address: string; readonly from: number } | undefined;

  const item = () => {
    const list = lists.at(-1);
    const sign = list?.next === undefined ? "-" : `${list.next}.`;
    if (list?.next !== undefined) list.next += 1;
    lines.bullet(`${"  ".repeat(Math.min(Math.max(0, lists.length - 1), MAX_INDENT_LEVELS))}${sign} `);
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
    if (!NO_ADDRESS.test(address)) link = { address, from: lines.position() };
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
const MAX_INDENT_LEVELS = 8;
/** Targets that a reader could not open. */
const NO_ADDRESS = /^$|^#|^(?:javascript|data):/i;

/** Collects lines of text: white space is collapsed, and there is never more than one empty line in a row. */
interface TextLines {
  /** Appends text; a line feed in it ends the line. */
  add(text: string): void;
  /** Ends the line. @param mayBeEmpty keep it even when it is empty */
  line(mayBeEmpty?: boolean): void;
  /** Ends the line and adds an empty one. */
  paragraph(): void;
  /** Starts the line with a marker, which is dropped if no text follows. */
  bullet(marker: string): void;
  /** A position, and the text added after it. */
  position(): number;
  since(position: number): string;
  /** The whole text. */
  end(): string;
}

const createTextLines = (): TextLines => {
  const lines: string[] = [];
  let current = "";
  let indent = "";
  const parts: string[] = [];
  /** Set when a tag has ended the line, so that a line feed after the tag adds no empty line. */
  let isEndedByTag = true;

  const push = () => {
    const text = current.replace(/[^\S\n]+/g, " ").trim();
    if (text !== "") lines.push(indent + text);
    else if (lines.length > 0 && lines.at(-1) !== "") lines.push("");
    current = "";
    indent = "";
  };
  const isEmpty = () => current.trim() === "";
  const line = (mayBeEmpty = false) => {
    if (!isEmpty() || mayBeEmpty) push();
    isEndedByTag = true;
  };
  const addPart = (part: string) => {
    current += part;
    parts.push(part);
    if (part.trim() !== "") isEndedByTag = false;
  };
  const feed = () => {
    if (isEmpty() && isEndedByTag) return;
    push();
    isEndedByTag = false;
  };

  return {
    add: (text) => {
      const [first = "", ...more] = text.split(/\r\n?|\n/);
      addPart(first);
      for (const part of more) {
        feed();
        addPart(part);
      }
    },
    line,
    paragraph: () => {
      line();
      if (lines.length > 0 && lines.at(-1) !== "") lines.push("");
    },
    bullet: (marker) => {
      indent = marker;
    },
    position: () => parts.length,
    since: (position) => parts.slice(position).join(""),
    end: () => {
      line();
      return lines.join("\n").trimEnd();
    },
  };
};
