const STARTS = ["--version", "--help", "__complete"].flatMap((word) =>
  [20, 22].map((major) => ({
    title: `\`${word}\`, Node ${major}, over an empty script`,
    part: `start-up ${major}`,
    numerator: `novu-msg ${word}`,
    denominator: "an empty script",
    max: 1.25,
  })),
);

const SET = "action set --json, key in the environment";

/** The performance targets: each limits a measured value, or the ratio of two, by a maximum or a minimum. */
export const TARGETS = [
  ...STARTS,
  {
    title: "`action set --json`, Node 22, over a hand-written `node:http` script",
    part: "one-call 22",
    numerator: SET,
    denominator: "node:http, by hand",
    max: 1.4,
  },
  {
    title: "an `@novu/api` script over `action set --json`, Node 22",
    part: "one-call 22",
    numerator: "@novu/api",
    denominator: SET,
    min: 2.5,
  },
  {
    title: "`action set --json`, Node 20, over a bare bundled-undici script",
    part: "one-call 20",
    numerator: SET,
    denominator: "undici, bundled",
    max: 1.15,
  },
  ...[
    ["a bare undici `Pool`", "undici Pool, bundled", 0.6],
    ["an `@novu/api` loop", "@novu/api, in a loop", 15],
    ["`xargs -P8 curl`", "xargs -P8 curl", 40],
  ].map(([peer, denominator, min]) => ({
    title: `\`action apply\` of 20 000 rows, Node 22, changes a second over those of ${peer}`,
    part: "bulk 22",
    numerator: "action apply",
    denominator,
    min,
  })),
  {
    title: "memory of `action apply`, 1 000 000 rows over 10 000",
    part: "memory 22",
    numerator: "action apply, 1 000 000 rows",
    denominator: "action apply, 10 000 rows",
    max: 1.3,
  },
  {
    title: "memory of `action apply`, 1 000 000 rows, in MB",
    part: "memory 22",
    numerator: "action apply, 1 000 000 rows",
    max: 200,
  },
];

/** The measured result of a target; `value` is undefined if a part of it was not measured. */
export const evaluate = ({ part, numerator, denominator, max, min }, measured) => {
  const dividend = measured[part]?.[numerator];
  const divisor = denominator === undefined ? 1 : measured[part]?.[denominator];
  const value = dividend === undefined || divisor === undefined ? undefined : dividend / divisor;
  return { value, isMet: isWithin(value, { max, min }) };
};

const isWithin = (value, { max = Number.POSITIVE_INFINITY, min = Number.NEGATIVE_INFINITY }) =>
  value !== undefined && value <= max && value >= min;
