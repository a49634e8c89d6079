import type { KeptPromise } from "./promises.js";

/** Numbers by their name, such as `runs`. */
type Figure = Readonly<Record<string, number>>;

interface Page {
  readonly text: string;
  /** Why the page must not be published; none where each promise has a figure. */
  readonly problems: readonly string[];
}

interface Recorded {
  readonly promise: string;
  readonly figure: Figure;
}

/** docs/reliability.md out of what a run of all tests recorded: lines of JSON, summed up by promise and name. */
export const reliabilityPage = (promises: readonly KeptPromise[], recorded: string): Page => {
  const lines = recorded
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Recorded);
  const seen = sums(lines);
  const rows = promises.map(({ id, says, files }) => row([says, linksTo(files), figureText(seen.get(id))]));
  return {
    text: [HEAD, row(["promise", "tested in", "seen"]), row(["---", "---", "---"]), ...rows, ""].join("\n"),
    problems: [
      ...promises.filter(({ id }) => !hasFigure(seen.get(id))).map(({ id }) => `no figure for “${id}”`),
      ...[...seen.keys()]
        .filter((name) => !promises.some(({ id }) => id === name))
        .map((name) => `no promise for the figure “${name}”`),
    ],
  };
};

/** How the row of a promise begins; its figure comes after that. */
export const rowStart = ({ says, files }: KeptPromise): string => `${row([says, linksTo(files)])} `;

const HEAD = `# What is promised, and how it is tested

Made by \`npm run reliability\`, which runs all tests and writes down what they counted. Each row is a promise, the tests
that hold the tool to it, and what the last such run saw of it: every one of these ended as promised, or there would be no
page.

## What Node does first

Node reads some options of its own from any command line, before the first line of \`novu-msg\` runs, and \`novu-msg\` can't
prevent it:

- \`--env-file\` and \`--env-file-if-exists\`, anywhere on the line. Node loads the file and obeys \`NODE_OPTIONS\` in it, so such a
  file can run code. A missing file for the first ends the run with Node's own exit code, 9. Where \`novu-msg\` is reached, it
  refuses both with exit 2. Use \`--dotenv\`: it reads variables and runs nothing.
- Node 20.18 looks for them after \`--\` too. From 20.19 on, words after \`--\` are left alone.
- Node 22 and 24 look for \`--experimental-config-file\` and \`--experimental-default-config-file\` in the same way, after \`--\` too,
  and such a file can run code as well. Node 20 and 26 don't.

Don't put words from people you don't trust on a command line as options, in front of \`--\` or behind it.

## Promises
`;

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

const linksTo = (files: readonly string[]): string =>
  files.map((file) => `[${file.replace(/^test\//, "")}](../${file})`).join(", ");

const sums = (lines: readonly Recorded[]): ReadonlyMap<string, Figure> => {
  const all = new Map<string, Record<string, number>>();
  for (const { promise, figure } of lines) {
    const sum = all.get(promise) ?? {};
    for (const [name, number] of Object.entries(figure)) sum[name] = (sum[name] ?? 0) + number;
    all.set(promise, sum);
  }
  return all;
};

const hasFigure = (figure: Figure | undefined): boolean =>
  Object.values(figure ?? {}).some((number) => number > 0);

const figureText = (figure: Figure = {}): string =>
  Object.entries(figure)
    .map(([name, number]) => `${number.toLocaleString("en-US")} ${name}`)
    .join(", ");
