import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { useNovuServer } from "../support/loopback-server.js";
import { ROOT } from "../support/program.js";
import { spawnCli, spawnShell } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const MB = 1_000_000;

const page = (items: string): string =>
  `{"page":0,"totalCount":1,"hasMore":false,"pageSize":100,"data":${items}}`;

const message = (text: string, id = ID) => ({
  _id: id,
  subscriber: { subscriberId: "alice", firstName: text.slice(0, MB / 4) },
  content: text,
  createdAt: "2024-03-12T21:24:09.000Z",
  cta: {
    action: {
      status: "done",
      buttons: [{ type: "primary", content: text.slice(0, MB / 4) }],
      result: { type: "primary", payload: { [text.slice(0, MB / 4)]: text } },
    },
  },
});

const useAnswer = (body: string) => {
  const bytes = Buffer.from(body);
  return useNovuServer((_request, response) => response.end(bytes));
};

const KINDS: Readonly<Record<string, string>> = {
  Chinese: "漢",
  joiners: "\u200d",
  "emoji of a family": "👩‍👩‍👧‍👦",
  "combining marks": "\u0301",
  "control bytes": "\u0007",
  "colour codes": "\u001b[31m",
  "zero-width spaces": "\u200b",
  "right-to-left marks": "\u202e",
  "line breaks": "\n",
  "hashes and Chinese": "#漢",
};

/** Of the processor, not of the clock: a busy machine does not change it. Quadratic work would take hours. */
const CPU_SECONDS = 40;
const LINES = [
  "message list --json",
  "message list -o table",
  "message list -o csv",
  "action get alice ID",
  "message list --query '[].content'",
]
  .map((line) => `$NOVU_MSG ${line.replace("ID", ID)} >/dev/null || exit`)
  .join("\n");

test.skipIf(process.platform === "win32").each(Object.entries(KINDS))(
  "a million characters of %s in every place of a message take seconds of the processor in all formats",
  async (_what, unit) => {
    const env = await useAnswer(page(JSON.stringify([message(unit.repeat(MB / unit.length))])));
    const end = await spawnShell(`ulimit -t ${CPU_SECONDS}\n${LINES}`, { env });
    expect([end.signal, end.code]).toEqual([null, 0]);
  },
  120_000,
);

const TELL_MEMORY = pathToFileURL(path.join(ROOT, "scripts/bench/report-memory.mjs")).href;
const MOST_MB = 400;

const fill = (unit: string, bytes: number): string => unit.repeat(bytes / Buffer.byteLength(unit));

const ANSWERS: readonly (readonly [string, number, () => string])[] = [
  ["60 MB of small values", 12, () => page(`[${fill("1,", 60 * MB)}1]`)],
  ["30 MB of small values", 12, () => page(`[${fill("1,", 30 * MB)}1]`)],
  ["30 MB of empty objects", 12, () => page(`[${fill("{},", 30 * MB)}{}]`)],
  ["60 MB of lists in lists", 12, () => page(fill("[", 30 * MB) + fill("]", 30 * MB))],
  ["30 MB of lists in lists", 12, () => page(fill("[", 15 * MB) + fill("]", 15 * MB))],
  ["60 MB of one text", 12, () => page(`[{"_id":"${ID}","content":"${fill("a", 60 * MB)}"}]`)],
  ["30 MB of one Chinese text", 0, () => page(`[{"_id":"${ID}","content":"${fill("漢", 30 * MB)}"}]`)],
  ["a page of 100 messages with three bodies of 100 kB each", 0, () => page(JSON.stringify(fullPage()))],
];

/** Where an error names 300,000 problems, and 100,000 fields. */
const longError = () =>
  JSON.stringify({
    statusCode: 422,
    message: Array.from({ length: 300_000 }, () => "👩🏽‍🚀 must be x"),
    errors: Object.fromEntries(
      Array.from({ length: 100_000 }, (_, at) => [`f${at}`, { messages: ["é".repeat(20)] }]),
    ),
  });

const fullPage = () =>
  Array.from({ length: 100 }, (_, at) => {
    const whole = message("", at.toString(16).padStart(24, "65f0c1a9"));
    const body = (letter: string) => letter.repeat(100_000);
    return { ...whole, content: body("c"), payload: { p: body("p") }, data: { d: body("d") } };
  });

/** Runs it where the server answers with this; the peak of its memory in MB is with the result. */
const measured = async (words: readonly string[], server: Readonly<Record<string, string>>) => {
  const told = path.join(useTempDir(), "memory");
  const env = { ...server, NODE_OPTIONS: `--import=${TELL_MEMORY}`, BENCH_MEMORY: told };
  const end = await spawnCli([...words], { env });
  return { ...end, peakMb: Number(readFileSync(told, "utf8")) / 1_000 };
};

const MOST_MB_OF_ERRORS = 250;

test.each(["message list --json", "api GET /v1/messages", "doctor --json"])(
  "an error with hundreds of thousands of problems takes %s less than 250 MB",
  async (line) => {
    const bytes = Buffer.from(longError());
    const server = await useNovuServer((_request, response) => response.writeHead(422).end(bytes));
    const { code, stdout, stderr, peakMb } = await measured(line.split(" "), server);
    expect(code).toBe(6);
    expect(stdout + stderr).toContain("Only the first 1 MiB of the response was read");
    expect(peakMb).toBeLessThan(MOST_MB_OF_ERRORS);
  },
  120_000,
);

test.each(ANSWERS)(
  "an answer of %s ends with %i in less than 400 MB",
  async (_what, code, body) => {
    const end = await measured(["message", "list", "--limit", "100", "--json"], await useAnswer(body()));
    expect([end.code, end.stderr.includes("E_BUG")]).toEqual([code, false]);
    expect(end.peakMb).toBeLessThan(MOST_MB);
    if (code === 0) expect(JSON.parse(end.stdout).length).toBeGreaterThan(0);
  },
  120_000,
);
