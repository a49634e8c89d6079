/**
 * Values in the format of GitHub's file commands: `name<<DELIMITER`, the value, the delimiter on a line of its own.
 * No value can end early or begin another output, since no delimiter occurs in what it delimits.
 * @param makeDelimiter gives another word at every call; it is called until one does not occur
 */
export const outputLines = (outputs: Readonly<Record<string, string>>, makeDelimiter: () => string): string =>
  Object.entries(outputs)
    .map(([name, value]) => {
      const text = value.toWellFormed();
      const delimiter = absentFrom(text, makeDelimiter);
      return `${name}<<${delimiter}\n${text}\n${delimiter}\n`;
    })
    .join("");

const absentFrom = (text: string, makeDelimiter: () => string): string => {
  const delimiter = makeDelimiter();
  return text.includes(delimiter) ? absentFrom(text, makeDelimiter) : delimiter;
};
