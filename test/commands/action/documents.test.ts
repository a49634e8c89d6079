import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isJsonObject, type JsonObject } from "../../../src/model/json.js";
import { keeps } from "../../support/keeps.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { run } from "../../support/run-cli.js";

keeps("a message arrives whole, bare or wrapped");

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

/** Both documented answers: the older wrapped in `data`, the newer bare (docs/novu-api.md, "Success bodies"). */
const documented = (name: string): JsonObject => {
  const url = new URL(`../../support/documents/${name}.json`, import.meta.url);
  const document: unknown = JSON.parse(readFileSync(url, "utf8"));
  if (!isJsonObject(document)) throw new Error(`${name} is no object`);
  const message = isJsonObject(document.data) && document._id === undefined ? document.data : document;
  message._id = ID;
  return document;
};

const messageIn = (document: JsonObject): JsonObject =>
  document._id === undefined && isJsonObject(document.data) ? document.data : document;

const useAnswer = async (document: JsonObject, asList: boolean) => {
  const body = asList ? { page: 0, hasMore: false, pageSize: 100, data: [messageIn(document)] } : document;
  return useNovuServer((_, response) => response.writeHead(asList ? 200 : 201).end(JSON.stringify(body)));
};

/** Every path to a value, such as `template.steps.0.filters.0.children.0.on`. */
const pathsOf = (value: unknown, path = ""): string[] =>
  typeof value === "object" && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, `${path}.${key}`))]
    : [path];

test.each(["action-answer-wrapped", "action-answer-bare"])(
  "every field of %s reaches --json untouched",
  async (name) => {
    const document = documented(name);
    const message = messageIn(document);
    expect(pathsOf(message).length).toBeGreaterThan(100);
    const written = await run(["action", "revert", "alice", ID, "primary", "--overwrite", "--json"], {
      env: await useAnswer(document, false),
    });
    expect([written.code, written.stderr]).toEqual([0, ""]);
    expect(JSON.parse(written.stdout)).toEqual(message);
    expect(pathsOf(JSON.parse(written.stdout))).toEqual(pathsOf(message));
    const read = await run(["action", "get", "alice", ID, "--json"], {
      env: await useAnswer(document, true),
    });
    expect(JSON.parse(read.stdout)).toEqual(message);
  },
);

test.each(["action-answer-wrapped", "action-answer-bare"])(
  "%s is shown with its action, and its delivery apart from that",
  async (name) => {
    const env = await useAnswer(documented(name), false);
    const { stdout } = await run(["action", "revert", "alice", ID, "primary", "--color", "never"], {
      env,
      terminals: ["stdout"],
    });
    expect(stdout).toContain("BUTTON   LABEL");
    expect(stdout).toMatch(/primary .*pending/);
    expect(stdout).not.toContain("delivery");
    const verbose = await run(["action", "revert", "alice", ID, "primary", "--color", "never", "-v"], {
      env: await useAnswer(documented(name), false),
      terminals: ["stdout"],
    });
    expect(verbose.stdout).toContain("delivery sent");
  },
);

const partial: readonly [string, JsonObject | null][] = [
  ["no cta", {}],
  ["an empty cta", { cta: {} }],
  ["a cta without an action", { cta: { type: "redirect", data: { url: "/x" } } }],
  ["an action without buttons and status", { cta: { action: {} } }],
  ["an action without a result", { cta: { action: { status: "pending", buttons: [] } } }],
  ["a button without a label", { cta: { action: { buttons: [{ type: "primary" }] } } }],
  ["parts that are null", { cta: { action: { status: null, buttons: null, result: null } } }],
];

test.each(partial)("a message with %s is shown and does not break", async (_, more) => {
  const env = await useAnswer({ _id: ID, status: "sent", ...more }, true);
  for (const options of [{}, { terminals: ["stdout"] as const }]) {
    const { code, stderr } = await run(["action", "get", "alice", ID], { env, ...options });
    expect([code, stderr.includes("error")]).toEqual([0, false]);
  }
});
