import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { JsonValue } from "../../src/model/json.js";
import { keeps } from "../support/keeps.js";
import { useNovuServer } from "../support/loopback-server.js";
import { type Run, run } from "../support/run-cli.js";
import { sampleOf } from "../support/sample.js";
import { useTempDir } from "../support/temp-dir.js";
import { workUnits } from "../support/work-units.js";

keeps("no text of a tenant steers a terminal");

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const SEED = path.resolve(import.meta.dirname, "../support/documents/action-answer-bare.json");

/** What somebody who may write messages could put into one, each with letters that have to survive. */
const CORPUS: Readonly<Record<string, string>> = {
  "all of C0": `a${Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join("")}z`,
  "DEL and all of C1": `a${Array.from({ length: 33 }, (_, code) => String.fromCharCode(0x7f + code)).join("")}z`,
  "CSI: colour, cursor, clearing": "a\u001b[31;1m\u001b[2J\u001b[1;1H\u009b5mz",
  "OSC: title, hyperlink, clipboard":
    "a\u001b]0;owned\u0007\u001b]8;;http://evil\u001b\\\u009d52;c;cm0=\u009cz",
  "sequences without an end": "az\u001b[\u001b]8;;http://evil",
  "DCS, APC, PM, SOS": "a\u001bPq\u001b\\\u001b_x\u001b\\\u001b^x\u001b\\\u001bXx\u001b\\z",
  "lines that look like ours": "az\r\n✔ primary → done\rerror: none   [E_BUG · exit 0]\n  try: rm -rf /",
  "tabs and columns": "a\tb\t\tz",
  "bidi overrides": "a\u202egnp.exe\u202c\u2066\u2069\u200f\u061cz",
  "what has no width": "a\u200b\u200d\u2060\ufeff\u00ad\u{e0041}\u3164z",
  "lone surrogates": "a\ud800\udc00\udc00\ud83dz",
  "quotes and shells": `a'"\`$(id)\\${"\u0000"}z`,
};

const withEvery = (value: JsonValue, text: string): JsonValue => {
  if (typeof value === "string") return text;
  if (Array.isArray(value)) return value.map((item) => withEvery(item, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, withEvery(child, text)]));
};

const SEEDED: Record<string, JsonValue> = JSON.parse(readFileSync(SEED, "utf8"));

/** A message whose every text is this one, with field names and a payload made of it too. */
const messageOf = (text: string): JsonValue => ({
  ...(withEvery(SEEDED, text) as Record<string, JsonValue>),
  _id: ID,
  subject: text,
  status: text,
  [text]: text,
  cta: {
    type: text,
    data: { url: text },
    action: {
      status: text,
      buttons: [
        { type: "primary", content: text, resultContent: text },
        { type: text, content: text, resultContent: text },
      ],
      result: { type: "primary", payload: { [text]: [text] } },
    },
  },
});

const useNasty = (text: string, status = 200) => {
  let listRequests = 0;
  return useNovuServer((request, response) => {
    const message = messageOf(text);
    // Who watches sees a message come between the first look and the second.
    const isFirstLook = request.url?.includes("limit=50") === true && listRequests++ % 2 === 0;
    const data = isFirstLook ? [] : [message];
    const list = { page: 0, totalCount: 1, hasMore: false, pageSize: 100, data };
    const environment = {
      data: { _id: text, name: text, type: text, identifier: text, _organizationId: text },
    };
    const error = {
      statusCode: status,
      message: [text, text],
      error: text,
      errors: { [text]: { messages: [text] } },
      cause: [text],
      errorId: text,
    };
    const health = { data: { status: text, info: { apiVersion: { version: text } }, details: {} } };
    const body = () => {
      if (status !== 200) return error;
      if (request.url?.includes("environments")) return environment;
      if (request.url?.includes("health")) return health;
      return request.method === "GET" ? list : { data: message };
    };
    // Headers can hold no C0, but C1 they can.
    const steering = "a\u009b31m\u009d0;x\u009cz";
    response.writeHead(status, {
      deprecation: steering,
      sunset: steering,
      "retry-after": steering,
      location: steering,
      "x-a": steering,
    });
    response.end(JSON.stringify(body()));
  });
};

const COMMANDS: readonly (readonly string[])[] = [
  ["action", "get", "alice", ID],
  ["action", "complete", "alice", ID, "primary", "--payload", "{}"],
  ["action", "watch", "--count", "1"],
  ["whoami"],
  ["doctor"],
  ["api", "GET", "/v1/messages"],
  ["api", "GET", "/v1/messages", "--include"],
  ["api", "GET", "/v1/messages", "-o", "tsv"],
  ["api", "GET", "/v1/messages", "--fields", "data"],
  ["api", "POST", "/v1/x", "--input", "-"],
  ["action", "get", "alice", ID, "--fields", "subject,cta"],
  ["action", "get", "alice", "65f0c1a9b2d4e6f8a0b1c2d4"],
  ["action", "is", "alice", ID, "done"],
  ["action", "wait", "alice", ID, "--timeout", "0"],
  ["action", "wait", "alice", ID, "--any", "--timeout", "0"],
];

/** Colours are our own escapes; test/unit/output looks at what is left of a line without them. */
const PLAIN = ["--color", "never"];
/** A slow run would draw its spinner, which moves the cursor. */
const STILL = { TERM: "dumb" };

const VIEWS = [
  { terminals: ["stdout", "stderr"], columns: 100 },
  { terminals: ["stdout", "stderr"], columns: 30 },
  { terminals: [] },
] as const;

/** By number, so that no character of the rule is invisible here. */
const steers = (code: number): boolean =>
  (code < 0x20 && code !== 0x0a) ||
  (code >= 0x7f && code <= 0x9f) ||
  (code >= 0xd800 && code <= 0xdfff) ||
  [0xad, 0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x3164, 0xfeff].includes(code) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  (code >= 0xe0000 && code <= 0xe0fff);

const steeringIn = (text: string, allowed = ""): string[] =>
  Array.from(text)
    .filter((letter) => !allowed.includes(letter) && steers(letter.codePointAt(0) ?? 0))
    .map((letter) => `U+${letter.codePointAt(0)?.toString(16)}`);

const harmless = ({ stdout, stderr }: Run, hasTabs: boolean) => {
  expect(steeringIn(stdout, hasTabs ? "\t" : "")).toEqual([]);
  expect(steeringIn(stderr)).toEqual([]);
  // Where a terminal is narrow, a quoted text is wrapped, and any of its words may begin a line.
  if (hasTabs) expect(stdout + stderr).not.toMatch(/^(?:✔ primary → done$|error: none|\s+try: rm)/m);
};

const folder = () => ({ NOVU_MSG_RETRIES: "0", NOVU_MSG_CONFIG_DIR: `${useTempDir()}/none` });

test.each(Object.keys(CORPUS))(
  "%s in every text of an answer steers no terminal and no pipe",
  async (name) => {
    const env = { ...(await useNasty(CORPUS[name] ?? "")), ...folder(), ...STILL };
    const runs = COMMANDS.flatMap((argv) => VIEWS.map((view) => ({ argv, view })));
    for (const { argv, view } of sampleOf(`answer: ${name}`, runs, 6)) {
      const end = await run([...argv, "-v", ...PLAIN], { env, stdin: "{}", ...view });
      expect([argv.join(" "), end.code]).not.toEqual([argv.join(" "), 70]);
      harmless(end, view.terminals.length === 0 || argv.includes("tsv"));
    }
  },
);

test.each(Object.keys(CORPUS))(
  "%s in every text of an error steers nothing, with the cause shown too",
  async (name) => {
    for (const status of sampleOf(`error: ${name}`, [307, 400, 401, 404, 422, 429, 500], 7)) {
      const env = { ...(await useNasty(CORPUS[name] ?? "", status)), ...folder(), ...STILL };
      for (const argv of [COMMANDS[0] ?? [], COMMANDS[1] ?? [], ["api", "GET", "/v1/x", "--include"]]) {
        for (const view of VIEWS) {
          const end = await run([...argv, "-vv", ...PLAIN], { env, ...view });
          expect(end.code).toBeGreaterThan(2);
          expect(end.code).not.toBe(70);
          harmless(end, view.terminals.length === 0 || argv.includes("tsv"));
        }
        const json = await run([...argv, "--json"], { env });
        expect(steeringIn(json.stderr)).toEqual([]);
        expect(JSON.parse(json.stderr).error.http.status).toBe(status);
      }
    }
  },
);

test.each(Object.keys(CORPUS))("%s is exact in JSON, on a terminal and in a pipe", async (name) => {
  const text = CORPUS[name] ?? "";
  const env = await useNasty(text);
  // What is no text at all in UTF-8 was lost before it came.
  const sent = JSON.parse(JSON.stringify(messageOf(text)));
  for (const terminals of [[], ["stdout"]] as const) {
    for (const format of ["json", "ndjson"]) {
      const end = await run(["action", "get", "alice", ID, "-o", format], { env, terminals });
      expect(JSON.parse(end.stdout)).toEqual(sent);
      expect(steeringIn(end.stdout)).toEqual([]);
      expect(end.stderr).toBe("");
    }
    const raw = await run(["api", "GET", "/v1/messages", "--json"], { env, terminals });
    expect(JSON.parse(raw.stdout).data).toEqual([sent]);
  }
});

test("a text that is not JSON: harmless on a terminal, as it came in a pipe", async () => {
  const body = Object.values(CORPUS).join(" ").toWellFormed();
  const env = await useNovuServer((_request, response) => response.end(body));
  const terminal = await run(["api", "GET", "/v1/x", ...PLAIN], { env, terminals: ["stdout"] });
  expect(steeringIn(terminal.stdout)).toEqual([]);
  expect((await run(["api", "GET", "/v1/x"], { env })).stdout).toBe(`${body}\n`);
});

test("words of the command line steer no terminal either", async () => {
  for (const text of Object.values(CORPUS)) {
    for (const argv of [
      ["action", "set", text, ID, text, "--status", text],
      ["action", "get", text, text],
      [text],
      ["whoami", "-p", text],
      ["whoami", "--api-url", text],
      ["whoami", "--proxy", text],
      ["whoami", "--ca-file", text],
    ]) {
      harmless(await run([...argv, "-vv"], { env: folder() }), true);
    }
  }
});

const MEGABYTE = 1_000_000;

test.each([
  ["letters", "a"],
  ["wide letters", "承"],
  ["escapes", "\u001b["],
  ["spaces", " x"],
  ["tags", "<p"],
  ["line ends", "\n"],
  ["emoji", "👩‍💻"],
])("a megabyte of %s in one label is shown in a time that grows with its length", async (_what, unit) => {
  const workOf = async (length: number, terminals: readonly "stdout"[]) => {
    const env = await useNasty("plain");
    const text = `a${unit.repeat(length / unit.length)}z`;
    const place = await useNovuServer((_request, response) =>
      response.end(
        JSON.stringify({
          page: 0,
          hasMore: false,
          data: [
            {
              _id: ID,
              subject: text,
              content: text,
              cta: { action: { buttons: [{ type: "primary", content: text }] } },
            },
          ],
        }),
      ),
    );
    return workUnits(async () => {
      const end = await run(["action", "get", "alice", ID, ...PLAIN], {
        env: { ...env, ...place },
        terminals,
      });
      expect(end.code).toBe(0);
      harmless(end, terminals.length === 0);
    });
  };
  for (const terminals of [[], ["stdout"]] as const) {
    await workOf(MEGABYTE / 100, terminals);
    const [small, large] = [await workOf(MEGABYTE / 10, terminals), await workOf(MEGABYTE, terminals)];
    // Ten times the length: quadratic would be a hundred times the work.
    expect(large).toBeLessThan(Math.max(40 * small, 200));
  }
});
