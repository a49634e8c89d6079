import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createFakeHost } from "../../support/host.js";
import { keysIn, leaksIn, TEST_KEYS, takeLeaks, watchFolder } from "../../support/key-watch.js";
import { spawnShell } from "../../support/spawn-cli.js";
import { useTempDir } from "../../support/temp-dir.js";
import { openProgram } from "../../support/terminal.js";

const KEY = TEST_KEYS.first;
const STRANGE = "a3".repeat(16);

test("any eight characters of a key in a row are a leak, and seven are none", () => {
  for (let at = 0; at + 8 <= KEY.length; at += 1) {
    expect(leaksIn(`x ${KEY.slice(at, at + 8)}-`, [KEY])).toHaveLength(1);
    expect(leaksIn(`x ${KEY.slice(at, at + 7)}-`, [KEY])).toEqual([]);
  }
  expect(leaksIn(`${STRANGE} ${KEY}`, [KEY, STRANGE])).toEqual([KEY.slice(0, 8), "a3a3a3a3"]);
});

test("what has the form of a key is taken for one that was told in secret", () => {
  expect(keysIn(`ApiKey ${STRANGE}\n`, undefined, `x${KEY}`, `${KEY}0`, "secret")).toEqual([STRANGE, KEY]);
});

test("what a run in this process writes is searched, with what stands in its variables", () => {
  const { host, stdout, stderr } = createFakeHost({ argv: ["whoami"], env: { NOVU_SECRET_KEY: STRANGE } });
  host.stdout.stream.write(`key: ${STRANGE.slice(0, 12)}`);
  host.stderr.stream.write(`\u001b[31m${KEY.slice(3, 8)}\u001b[0m${KEY.slice(8, 13)}`);
  expect(takeLeaks()).toEqual([]);
  stdout();
  stderr();
  expect(takeLeaks()).toEqual(["a3a3a3a3… in stdout of whoami", `${KEY.slice(3, 11)}… in stderr of whoami`]);
});

test("what a program writes is searched, also where nobody looks", async () => {
  await spawnShell(
    `printf %s ${KEY.slice(0, 6)}; sleep 0.1; printf %s ${KEY.slice(6, 12)}; echo ${TEST_KEYS.second} >&2`,
  );
  const leaks = takeLeaks().map((leak) => leak.replace(/ of .*/s, ""));
  expect(leaks.sort()).toEqual([`${KEY.slice(0, 8)}… in stdout`, "fedcba98… in stderr"]);
});

test("the hash of a row in a journal is no part of a key, but the rest of the journal is searched", () => {
  const directory = useTempDir();
  const folder = path.join(directory, "apply");
  mkdirSync(folder);
  const hash = `0000${KEY.slice(5, 17)}`;
  const record = (more: object) => `${JSON.stringify({ id: hash, run: "0a1b2c3d", row: 1, ...more })}\n`;
  writeFileSync(path.join(folder, `${"0".repeat(24)}.ndjson`), record({ outcome: "ok" }));
  watchFolder(directory);
  expect(takeLeaks()).toEqual([]);
  writeFileSync(path.join(folder, `${"1".repeat(24)}.ndjson`), record({ outcome: KEY.slice(0, 9) }));
  writeFileSync(path.join(folder, "other.ndjson"), record({ outcome: "ok" }));
  watchFolder(directory);
  expect(takeLeaks().map((leak) => leak.replace(/ in .*apply/, " in apply"))).toEqual([
    `${KEY.slice(0, 8)}… in apply/${"1".repeat(24)}.ndjson`,
    `${KEY.slice(5, 13)}… in apply/other.ndjson`,
  ]);
  rmSync(folder, { recursive: true });
});

test("a terminal is searched when its test is over, and so are files and their names", async () => {
  await openProgram("sh", ["-c", `echo ${KEY}`]).exit;
  const directory = useTempDir();
  mkdirSync(path.join(directory, "deep"));
  writeFileSync(path.join(directory, "deep", "log.txt"), `a\n${KEY}\n`);
  writeFileSync(path.join(directory, "config.json"), KEY);
  writeFileSync(path.join(directory, TEST_KEYS.second), "");
  expect(takeLeaks()).toEqual([]);
});

test("which the test before this one brought to light", () => {
  const seen = takeLeaks().map((leak) => leak.replace(/\/.*novu-msg-test-[^/]+/, ""));
  expect(seen.sort()).toEqual(
    [
      `${KEY.slice(0, 8)}… in /deep/log.txt`,
      `${KEY.slice(0, 8)}… in the terminal of -c echo ${KEY}`,
      `fedcba98… in the name of /${TEST_KEYS.second}`,
    ].sort(),
  );
});
