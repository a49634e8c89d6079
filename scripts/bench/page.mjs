import { FIGURES, judge } from "./figures.mjs";
import { valueText } from "./table.mjs";

const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (titles, rows) => [
  row(titles),
  row(titles.map((_, at) => (at === 0 ? "---" : "--:"))),
  ...rows.map(row),
];

const asked = ({ most, least }) => (most === undefined ? `at least ${least}` : `at most ${most}`);

const figureRows = (measured) =>
  FIGURES.map((figure) => {
    const { reached, isReached } = judge(figure, measured);
    if (reached === undefined) return [figure.work, asked(figure), "not measured", "–"];
    return [figure.work, asked(figure), reached.toFixed(2), isReached ? "yes" : "**no**"];
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
 * @param machine what it was measured on
 * @param parts title, unit and values of each part, in the order of the page
 * @param notes what there is to say of figures that were not reached
 */
export const performancePage = ({ machine, parts, measured, notes }) =>
  [
    "<!-- Made by `npm run bench`. -->",
    "",
    "# Performance",
    "",
    "Whole processes from start to end, against peers of the same run: one run of each after the other, medians.",
    "Ratios mean something on another machine; milliseconds do not. Everybody talks to the same small server on",
    "loopback, in a process of its own.",
    "",
    ...table(["measured on", ""], Object.entries(machine)),
    "",
    "## Figures",
    "",
    ...table(["what", "asked", "reached", ""], figureRows(measured)),
    "",
    ...(notes === "" ? [] : [notes.trim(), ""]),
    ...parts.flatMap((part) => [
      `## ${part.title}`,
      "",
      ...aboutOf(part),
      ...partTable(part, part.values),
      "",
    ]),
  ].join("\n");

const aboutOf = ({ about }) => (about === undefined ? [] : [about, ""]);
