import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { allDone, idsOf, useBulkHome } from "../support/bulk-input.js";
import { isProgramMissing } from "../support/missing-program.js";
import { finished, spawnShell, start } from "../support/spawn-cli.js";

const LINE = "$NOVU_MSG action apply --yes --rate unlimited --concurrency 8";

test.skipIf(isProgramMissing("bash"))(
  "a reader that has seen enough ends the run quietly, and the rest can be done",
  async () => {
    const home = await useBulkHome();
    const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 2_000)));
    const { stdout, stderr } = await spawnShell(`${LINE} -v ${file} | head -1; echo "\${PIPESTATUS[0]}"`, {
      env: home.env,
    });
    expect(stdout).toMatch(/^\d+\tok\t.*\n11\n$/);
    expect(stderr).toMatch(
      /^· the output was closed: \d+ done · \d+ not started · \d+ s; the rest: {3}novu-msg action apply .* --resume$/m,
    );
    const done = home.sandbox.requests.filter(({ method }) => method === "POST").length;
    expect(done).toBeLessThan(2_000);
    const rest = await home.apply([file, "--yes", "--resume"]);
    expect(rest.code).toBe(0);
    expect(rest.stdout.match(/\tskipped\t/g)).toHaveLength(done);
    expect(rest.stdout.match(/\tok\t/g)).toHaveLength(2_000 - done);
  },
);

test.skipIf(isProgramMissing("bash"))(
  "a reader that has gone when all is done already is no news",
  async () => {
    const home = await useBulkHome();
    const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 3)));
    const line = `${LINE} --json ${file} | (sleep 3; head -1); echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await spawnShell(line, { env: home.env });
    expect([stdout, stderr]).toEqual(["[\n0\n", ""]);
  },
);

test("a slow reader holds the run back, and gets everything", async () => {
  const home = await useBulkHome();
  const rows = 4_000;
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, rows)));
  const argv = ["action", "apply", "--yes", "--rate", "unlimited", "-q", "-o", "ndjson", file];
  const child = start(argv, { env: home.env });
  const posts = () => home.sandbox.requests.filter(({ method }) => method === "POST").length;
  const { stdout: stream } = child;
  stream?.pause();
  await expect.poll(posts).toBeGreaterThan(100);
  // With nobody reading, a pipe's and a stream's worth of results is written, and no more.
  let before = -1;
  for (let now = posts(); now !== before; now = posts()) {
    before = now;
    await pause(1_000);
  }
  expect(before).toBeLessThan(rows);
  const end = await finished(child);
  expect([end.code, end.stdout.trimEnd().split("\n").length, posts()]).toEqual([0, rows, rows]);
});

test("a full disk for failed rows is told, and what was done is in the journal", async () => {
  const home = await useBulkHome();
  const ids = idsOf(home.sandbox, 30);
  const bad = "65f0c1a9b2d4e6f8a0b1c2d3";
  const file = home.file("rows.csv", allDone([...ids, bad]));
  const line = `${LINE} --failed-to /dev/full ${file}`;
  const { stdout, stderr } = await spawnShell(line, { env: home.env });
  expect(stdout.match(/\tok\t/g)?.length ?? 0).toBeGreaterThan(0);
  expect(stderr).toContain("/dev/full can't be written: the disk is full (ENOSPC)");
  expect(
    home
      .journals()
      .join("")
      .match(/"outcome":"ok"/g)?.length,
  ).toBe(30);
});

test.skipIf(isProgramMissing("bash") || process.platform === "win32")(
  "a file that the shell opened for stdin is not written over",
  async () => {
    const home = await useBulkHome();
    const rows = allDone(idsOf(home.sandbox, 5));
    const file = home.file("rows.csv", rows);
    const { stdout, stderr } = await spawnShell(`${LINE} --failed-to ${file} < ${file}`, { env: home.env });
    expect(stdout).toBe("");
    expect(stderr).toContain("error: --failed-to is the input file");
    expect(home.read("rows.csv")).toBe(rows);
  },
);

test.skipIf(isProgramMissing("bash"))(
  "rows come through a pipe with a name, as of <(…), and are read once",
  async () => {
    const home = await useBulkHome();
    const file = path.join(home.folder, "rows.csv");
    writeFileSync(file, allDone(idsOf(home.sandbox, 5)));
    const { stdout } = await spawnShell(`${LINE} -f <(cat ${file})`, { env: home.env });
    expect(stdout.match(/\tok\t/g)).toHaveLength(5);
    expect(readFileSync(file, "utf8").split("\n")).toHaveLength(7);
  },
);

test("off a terminal -v says every ten seconds how far it is; without it nothing is said", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 130)));
  const run = async (...words: string[]) =>
    finished(
      start(["action", "apply", file, "--yes", "--overwrite", "--rate", "10/s", ...words], { env: home.env }),
    );
  const [loud, quiet] = await Promise.all([run("-v"), run("--journal", home.file("other.ndjson"))]);
  expect(loud.stderr).toMatch(
    /^· \d+ of 130 rows · \d+ % · [\d.]+\/s · \d+ s left\n[\s\S]*· 130 done · \d+ s\n$/m,
  );
  expect([quiet.code, quiet.stderr]).toEqual([0, ""]);
});
