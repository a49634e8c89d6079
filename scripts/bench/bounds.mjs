import { spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { median } from "./median.mjs";
import { BIN } from "./start-up.mjs";

const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const PRELOAD = pathToFileURL(path.join(import.meta.dirname, "report-memory.mjs")).href;
const PEER = path.join(import.meta.dirname, "peers/json-echo.mjs");
const SERVER = path.join(import.meta.dirname, "bounds-server.mjs");
const MAX_OUTPUT_BYTES = 1_000_000_000;

/** Title, case of the server, and expected exit code. */
const RESPONSES = [
  ["1 MB of ASCII in one text", "ascii", 0],
  ["1 million Chinese characters", "cjk", 0],
  ["1 million units of family emoji", "emoji", 0],
  ["1 million combining marks", "marks", 0],
  ["1 million joiners", "joiners", 0],
  ["a page of 100 messages with 300 kB each", "full", 0],
  ["60 MB of small values", "small-60", 12],
  ["30 MB of small values", "small-30", 12],
  ["60 MB of lists in lists", "deep-60", 12],
  ["a payload of 100 000 levels", "deep-100000", 12],
];

const ROWS = 1_000_000;
const COLUMNS = 1_000;
const DEFAULTS = ["--type", "primary", "--status", "done"];

const INPUTS = [
  [
    "apply --dry-run, a million rows of two columns",
    () => `subscriberId,messageId\n${"alice,65f0c1a9b2d4e6f8a0b1c2d3\n".repeat(ROWS)}`,
    0,
  ],
  [
    "apply --dry-run, a thousand rows of a thousand columns",
    () => {
      const others = Array.from({ length: COLUMNS - 4 }, (_, at) => `c${at}`).join();
      const row = `alice,65f0c1a9b2d4e6f8a0b1c2d3,primary,done,${Array(COLUMNS - 4)
        .fill("x")
        .join()}`;
      return `subscriberId,messageId,type,status,${others}\n${`${row}\n`.repeat(COLUMNS)}`;
    },
    0,
  ],
];

const measure = ({ words, env, folder, exit }) => {
  const reportFile = path.join(folder, "memory");
  const runs = Array.from({ length: RUNS }, () => {
    rmSync(reportFile, { force: true });
    const start = performance.now();
    const { status, stderr } = spawnSync(words[0], words.slice(1), {
      env: { ...process.env, ...env, BENCH_MEMORY: reportFile, NODE_OPTIONS: `--import=${PRELOAD}` },
      stdio: ["ignore", "ignore", "pipe"],
      maxBuffer: MAX_OUTPUT_BYTES,
    });
    const milliseconds = performance.now() - start;
    if (exit !== undefined && status !== exit)
      throw new Error(`${words.join(" ")} ended with ${status}: ${stderr}`);
    return { milliseconds, megabytes: Number(readFileSync(reportFile, "utf8")) / 1_000 };
  });
  return {
    seconds: median(runs.map(({ milliseconds }) => milliseconds)) / 1_000,
    megabytes: median(runs.map(({ megabytes }) => megabytes)),
  };
};

const startServer = () =>
  new Promise((resolve) => {
    const server = spawn(process.execPath, [SERVER], { stdio: ["pipe", "pipe", "inherit"] });
    server.stdout.once("data", (line) =>
      resolve({ url: String(line).trim(), stop: () => server.stdin.end() }),
    );
  });

/** Time and memory of the built program for hostile responses and large inputs, and of a plain script for the same responses. */
export const bounds = async ({ node, env, folder }) => {
  const server = await startServer();
  try {
    const responses = RESPONSES.map(([name, kind, exit]) => {
      const caseEnv = { ...env, NOVU_API_URL: `${server.url}/${kind}` };
      const words = [node, BIN, "message", "list", "--json"];
      return {
        name,
        exit,
        ...measure({ words, env: caseEnv, folder, exit }),
        peer: measure({ words: [node, PEER], env: caseEnv, folder }),
      };
    });
    const inputs = INPUTS.map(([name, text, exit]) => {
      const file = path.join(folder, "rows.csv");
      writeFileSync(file, text());
      const words = [node, BIN, "action", "apply", "-f", file, "--dry-run", "-o", "ndjson", ...DEFAULTS];
      return { name, exit, ...measure({ words, env, folder, exit }) };
    });
    return [...responses, ...inputs];
  } finally {
    server.stop();
  }
};
