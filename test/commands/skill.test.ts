import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import stringArgv from "string-argv";
import { expect, test } from "vitest";
import { run } from "../support/run-cli.js";
import { useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

const SKILL = readFileSync(new URL("../../skills/novu-msg/SKILL.md", import.meta.url), "utf8");

/** Each line of a block, and how it ends where that is not a success. */
const LINES = [...SKILL.matchAll(/^```sh\n(.*?)^```$/gms)]
  .flatMap(([, block = ""]) => block.trim().split("\n"))
  .map((line): [string, number] => {
    const [command = "", exit] = line.split(/ {2}# exit /);
    return [command, Number(exit ?? 0)];
  });

test("the skill says by what name and when it is wanted, as agents look for it", () => {
  const [, head = ""] = /^---\n(.*?)\n---\n/s.exec(SKILL) ?? [];
  const fields = new Map(
    head.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
  );
  expect([...fields.keys()]).toEqual(["name", "description"]);
  expect(fields.get("name")).toBe("novu-msg");
  expect(fields.get("description")?.length).toBeLessThan(1024);
  expect(SKILL.split("\n").length).toBeLessThan(120);
});

test.each(LINES)("%s ends with %i", async (line, exit) => {
  const [alice, id] = ["alice", "65f0c1a9b2d4e6f8a0b1c2d3"];
  const message = { messageId: id, subscriberId: alice, transactionId: "txn_6b03e09d1rjx8pm0wzp2" };
  const sandbox = await useSandbox({ seed: { subscribers: [{ subscriberId: alice }], messages: [message] } });
  const home = useTempDir();
  const rows = path.join(home, "approvals.csv");
  writeFileSync(rows, `subscriberId,messageId,type,status\n${alice},${id},primary,done\n`);
  const [program, ...words] = stringArgv(line.replace("approvals.csv", rows));
  expect(program).toBe("novu-msg");
  const { code, stdout, stderr } = await run(words, { env: { ...sandbox.env }, home });
  expect([code, stderr.includes("E_BUG")], stderr).toEqual([exit, false]);
  if (words[1] === "is") expect([stdout, stderr]).toEqual(["", ""]);
  else expect(code === 0 || code === 8 ? stdout : stderr).not.toBe("");
});

test("there are enough lines to speak of", () => {
  expect(LINES.length).toBeGreaterThan(14);
});
