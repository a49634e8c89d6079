import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { applyWords, hasApply, WIDTH } from "./apply-words.mjs";
import { peer } from "./bundled-peers.mjs";
import { interleaved } from "./interleaved.mjs";
import { makeRows } from "./make-rows.mjs";

const ROWS = 20_000;
/** Slower peers get fewer rows; rates are compared, of whole processes. */
const SDK_ROWS = 1_000;
const CURL_ROWS = 400;

/** Changes a second of many in one go, by name. */
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
  ].map((one) => ({ ...one, env }));
  const milliseconds = interleaved(cases);
  return Object.fromEntries(cases.map(({ name, count }) => [name, (count * 1_000) / milliseconds[name]]));
};

/** Without the journal of the run before, as after it nothing would be left to do. */
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
