/** Lines of text as they grow: white space is collapsed, and there is never more than one empty line in a row. */
export interface TextLines {
  /** More text; a line feed in it ends the line. */
  add(text: string): void;
  /** Ends the line; an empty one stays only if it was asked for. */
  line(mayBeEmpty?: boolean): void;
  /** Ends the line and leaves an empty one. */
  paragraph(): void;
  /** Begins a line with a sign that stays only if something follows it. */
  bullet(sign: string): void;
  /** A place in the text, and what came since such a place. */
  place(): number;
  since(place: number): string;
  /** All of it. */
  end(): string;
}

export const createTextLines = (): TextLines => {
  const lines: string[] = [];
  let current = "";
  let indent = "";
  const parts: string[] = [];
  /** A tag has ended the line, so the source's own line feed after it means nothing. */
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
    bullet: (sign) => {
      indent = sign;
    },
    place: () => parts.length,
    since: (place) => parts.slice(place).join(""),
    end: () => {
      line();
      return lines.join("\n").trimEnd();
    },
  };
};
