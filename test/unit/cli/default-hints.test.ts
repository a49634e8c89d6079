import { expect, test } from "vitest";
import { wholeTree } from "../../../scripts/documents/command-tree.js";
import { suggestCommands, WITHOUT_NEXT } from "../../../src/cli/suggest-commands.js";
import { Failure } from "../../../src/failures/failure.js";
import { FAILURE_CODES, type FailureCode } from "../../../src/failures/failure-codes.js";
import { invalidNextCommands } from "../../support/next-commands.js";

// `run` checks `next` for every line that tests run. This covers every code, for failures without suggestions of their own.

const tree = await wholeTree();
const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

const LINES: readonly (readonly string[])[] = [
  ["action", "set", "alice", ID, "primary", "--status", "done"],
  ["message", "list", "--retries", "2", "-vv", "--json"],
  ["whoami", "--max-wait=3s"],
  ["completion", "zsh", "--install"],
  ["sandbox", "start", "--state-file", "x.json"],
  ["--api-key", "0123456789abcdef0123456789abcdef"],
  ["api", "POST", "/v1/x?a=0123456789abcdef0123456789abcdef", "-H", "x-y: 0123456789abcdef0123456789abcdef"],
  ["doctor"],
];

test.each(Object.keys(FAILURE_CODES) as FailureCode[])("%s leads on, or it is said why not", async (code) => {
  for (const argv of LINES) {
    const next = suggestCommands(new Failure(code, "m"), argv, tree);
    expect(next.length, argv.join(" ")).toBe(code in WITHOUT_NEXT ? 0 : 1);
    const stderr = JSON.stringify({ schema: 1, error: { next } });
    expect(stderr).not.toContain("0123456789abcdef");
    expect(await invalidNextCommands({ code: 1, stdout: "", stderr })).toEqual([]);
  }
});

test("a line with a longer wait has each option once", () => {
  const [step] = suggestCommands(new Failure("E_RATE_LIMIT", "m"), LINES[1] ?? [], tree);
  expect(step?.command).toBe("novu-msg message list -vv --json --retries 10 --max-wait 10m");
});

test("-vv is added only once", () => {
  const [step] = suggestCommands(new Failure("E_INVALID", "m"), LINES[1] ?? [], tree);
  expect(step?.command).toBe("novu-msg doctor");
});

test("each failure without a next command has a reason", () => {
  expect(Object.keys(WITHOUT_NEXT)).toEqual(["E_INTERRUPTED", "E_OUTPUT", "E_NODE"]);
});
