const STARTS = ["--version", "--help", "__complete"].flatMap((word) =>
  [20, 22].map((major) => ({
    work: `\`${word}\`, Node ${major}, over an empty script`,
    part: `start-up ${major}`,
    of: `novu-msg ${word}`,
    over: "an empty script",
    most: 1.25,
  })),
);

const SET = "action set --json, key in the environment";

/** What was asked for: a ratio of two measured values, or a value alone, and the most or the least it may be. */
export const FIGURES = [
  ...STARTS,
  {
    work: "`action set --json`, Node 22, over a hand-written `node:http` script",
    part: "one-call 22",
    of: SET,
    over: "node:http, by hand",
    most: 1.4,
  },
  {
    work: "an `@novu/api` script over `action set --json`, Node 22",
    part: "one-call 22",
    of: "@novu/api",
    over: SET,
    least: 2.5,
  },
  {
    work: "`action set --json`, Node 20, over a bare bundled-undici script",
    part: "one-call 20",
    of: SET,
    over: "undici, bundled",
    most: 1.15,
  },
  ...[
    ["a bare undici `Pool`", "undici Pool, bundled", 0.6],
    ["an `@novu/api` loop", "@novu/api, in a loop", 15],
    ["`xargs -P8 curl`", "xargs -P8 curl", 40],
  ].map(([peer, over, least]) => ({
    work: `\`action apply\` of 20 000 rows, Node 22, changes a second over those of ${peer}`,
    part: "bulk 22",
    of: "action apply",
    over,
    least,
  })),
  {
    work: "memory of `action apply`, 1 000 000 rows over 10 000",
    part: "memory 22",
    of: "action apply, 1 000 000 rows",
    over: "action apply, 10 000 rows",
    most: 1.3,
  },
  {
    work: "memory of `action apply`, 1 000 000 rows, in MB",
    part: "memory 22",
    of: "action apply, 1 000 000 rows",
    most: 200,
  },
];

/** What came of a figure; `reached` is undefined where one of its values was not measured. */
export const judge = ({ part, of, over, most, least }, measured) => {
  const value = measured[part]?.[of];
  const unit = over === undefined ? 1 : measured[part]?.[over];
  const reached = value === undefined || unit === undefined ? undefined : value / unit;
  return { reached, isReached: isWithin(reached, { most, least }) };
};

const isWithin = (reached, { most = Number.POSITIVE_INFINITY, least = Number.NEGATIVE_INFINITY }) =>
  reached !== undefined && reached <= most && reached >= least;
