import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { allDone, idsOf, useBulkHome, writesOf } from "../../support/bulk-input.js";

test("after Ctrl-C a request in flight has ten seconds; then it is given up, and its row is unknown", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 3)));
  home.sandbox.fault({ name: "hang-before", method: "POST", skip: 1, times: 1 });
  const ctrlC = new AbortController();
  const naps: number[] = [];
  const sleep = async (ms: number, signal?: AbortSignal) => {
    naps.push(ms);
    if (ms < 10_000) await pause(ms, undefined, { signal });
  };
  const ended = home.apply([file, "--concurrency", "1"], { signal: ctrlC.signal, sleep });
  await expect.poll(() => writesOf(home.sandbox).length).toBe(2);
  ctrlC.abort("SIGINT");
  const { code, stdout, stderr } = await ended;
  expect(code).toBe(130);
  expect(naps).toEqual([10_000]);
  expect(stdout).toMatch(/^1\tok\t/m);
  expect(stdout).toMatch(/^2\tunknown\t.*\tE_INTERRUPTED\t/m);
  expect(stdout).toMatch(/^3\tskipped\t.*\tinterrupted\t/m);
  expect(stderr).toContain("stopped after 2 of 3 rows");
});

test("after Ctrl-C a row in flight may still end in time, retries included", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 2)));
  home.sandbox.fault({ name: "hang-before", method: "POST", times: 1 });
  const ctrlC = new AbortController();
  const line = [file, "--concurrency", "1", "--request-timeout", "1s"];
  const ended = home.apply(line, { signal: ctrlC.signal });
  await expect.poll(() => writesOf(home.sandbox).length).toBe(1);
  ctrlC.abort("SIGINT");
  const { code, stdout } = await ended;
  expect(code).toBe(130);
  expect(stdout).toMatch(/^1\tok\t/m);
  expect(stdout).toMatch(/^2\tskipped\t.*\tinterrupted\t/m);
});
