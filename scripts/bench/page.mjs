import { valueText } from "./table.mjs";
import { evaluate, TARGETS } from "./targets.mjs";

const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (titles, rows) => [
  row(titles),
  row(titles.map((_, at) => (at === 0 ? "---" : "--:"))),
  ...rows.map(row),
];

const limitText = ({ max, min }) => (max === undefined ? `at least ${min}` : `at most ${max}`);

const targetRows = (measured) =>
  TARGETS.map((target) => {
    const { value, isMet } = evaluate(target, measured);
    if (value === undefined) return [target.title, limitText(target), "not measured", "–"];
    return [target.title, limitText(target), value.toFixed(2), isMet ? "yes" : "**no**"];
  });

/** Values of one part, each with its ratio to the first. */
const partTable = ({ unit, isRatio }, values) => {
  const [first] = Object.values(values);
  return table(
    ["what", unit, ...(isRatio ? ["× the first"] : [])],
    Object.entries(values).map(([name, value]) => [
      name,
      valueText(value),
      ...(isRatio ? [(value / first).toFixed(2)] : []),
    ]),
  );
};

/**
 * docs/performance.md.
 * @param machine describes the machine of the measurement
 * @param parts title, unit and values of each part, in the order of the page
 * @param notes explains targets that were missed
 */
export const performancePage = ({ machine, parts, measured, notes }) =>
  [
    "<!-- Made by `npm run bench`. -->",
    "",
    "# Performance",
    "",
    "Each figure times whole processes, interleaved with its peers in the same run; medians.",
    "Ratios carry over to other machines; milliseconds don't. All of them talk to the same small server on",
    "loopback, in a process of its own.",
    "",
    ...table(["measured on", ""], Object.entries(machine)),
    "",
    "## Figures",
    "",
    ...table(["what", "asked", "reached", ""], targetRows(measured)),
    "",
    ...(notes === "" ? [] : [notes.trim(), ""]),
    ...parts.flatMap((part) => [
      `## ${part.title}`,
      "",
      ...descriptionOf(part),
      ...partTable(part, part.values),
      "",
    ]),
  ].join("\n");

const descriptionOf = ({ description }) => (description === undefined ? [] : [description, ""]);
