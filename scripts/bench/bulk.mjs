import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { applyWords, hasApply, WIDTH } from "./apply-words.mjs";
import { peer } from "./bundled-peers.mjs";
import { makeRows } from "./make-rows.mjs";
import { runInterleaved } from "./run-interleaved.mjs";

const ROWS = 20_000;
/** Slower peers get fewer rows, since rates are compared. */
const SDK_ROWS = 1_000;
const CURL_ROWS = 400;

/** Writes per second of whole processes, by case. */
export const bulk = ({ node, env, folder, bundled }) => {
  const rows = makeRows(folder, ROWS);
  const cases = [
    {
      name: "undici Pool, bundled",
      count: ROWS,
      words: [node, bundled("undici-pool.mjs"), rows, String(WIDTH)],
    },
    {
      name: "@novu/api, in a loop",
      count: SDK_ROWS,
      words: [node, peer("sdk-loop.mjs"), makeRows(folder, SDK_ROWS)],
    },
    ...curl(folder),
    ...(hasApply(node) ? [apply(node, rows, env)] : []),
  ].map((benchCase) => ({ ...benchCase, env }));
  const milliseconds = runInterleaved(cases);
  return Object.fromEntries(cases.map(({ name, count }) => [name, (count * 1_000) / milliseconds[name]]));
};

/** Removes the journal of the previous run, since its rows would be skipped. */
const apply = (node, rows, { XDG_STATE_HOME }) => ({
  name: "action apply",
  count: ROWS,
  words: applyWords(node, rows),
  before: () => rmSync(XDG_STATE_HOME, { recursive: true, force: true }),
});

const curl = (folder) =>
  spawnSync("curl", ["--version"]).status === 0 && spawnSync("xargs", ["--version"]).error === undefined
    ? [
        {
          name: "xargs -P8 curl",
          count: CURL_ROWS,
          words: ["sh", peer("curl-loop.sh"), makeRows(folder, CURL_ROWS)],
        },
      ]
    : [];
