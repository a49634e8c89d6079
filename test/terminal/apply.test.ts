import { expect, test } from "vitest";
import { allDone, idsOf, useBulkHome } from "../support/bulk-input.js";
import { KEY, openTerminal } from "../support/terminal.js";

/** Slow enough to be watched. */
const LINE = ["action", "apply", "--rate", "50/s"];

test("a bar shows how far it is, and goes when all is done", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 200)));
  const terminal = openTerminal([...LINE, file, "--yes"], { env: home.env, columns: 100 });
  await expect
    .poll(terminal.display, { interval: 20 })
    .toMatch(/^█+░+ {2}\d+ of 200 rows · \d+ % · [\d.]+\/s · \d+ s left$/);
  expect(await terminal.exit).toBe(0);
  const display = terminal.display();
  expect(display).toMatch(/^✔ 200 done · \d+ s {3}127\.0\.0\.1:\d+$/);
});

test("in forty columns it says less, on one line; NO_COLOR changes nothing but colour", async () => {
  const home = await useBulkHome();
  const rows = allDone([...idsOf(home.sandbox, 99), "65f0c1a9b2d4e6f8a0b1c2d3"].reverse());
  const terminal = openTerminal([...LINE, home.file("rows.csv", rows), "--yes"], {
    env: { ...home.env, NO_COLOR: "1" },
    columns: 40,
  });
  await expect
    .poll(terminal.display, { interval: 20 })
    .toMatch(/^(?:⠋|⠙|⠹|⠸|⠼|⠴|⠦|⠧|⠇|⠏|) ?\d+ of 100 rows · \d+ s left · 1 failed$/);
  expect(await terminal.exit).toBe(11);
  expect(terminal.raw()).not.toMatch(/\u001b\[\d*m/);
  expect(terminal.display()).toContain("E_PARTIAL");
});

test("a terminal made narrower on the way keeps one line", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 200)));
  const terminal = openTerminal([...LINE, file, "--yes"], { env: home.env, columns: 100 });
  await expect.poll(terminal.display, { interval: 20 }).toContain(" s left");
  // Right after a frame: one that is on its way while the width changes is for a width that is no more.
  const before = terminal.display();
  await expect.poll(terminal.display, { interval: 5 }).not.toBe(before);
  terminal.resize(50);
  await expect.poll(terminal.display, { interval: 20 }).toMatch(/^[^\n]{0,49}\d+ of 200 rows[^\n]{0,49}$/);
  expect(await terminal.exit).toBe(0);
  expect(terminal.display()).toMatch(/^✔ 200 done/);
});

test("with -q, in JSON and on a dumb terminal nothing is drawn", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 60)));
  for (const [words, more] of [
    [["-q"], {}],
    [["-o", "ndjson"], {}],
    [[], { TERM: "dumb" }],
  ] as const) {
    const terminal = openTerminal([...LINE, file, "--yes", ...words], { env: { ...home.env, ...more } });
    expect(await terminal.exit).toBe(0);
    expect(terminal.raw()).not.toMatch(/[█░⠋]/);
  }
});

test("many rows are asked about first; no writes nothing", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 21)));
  const no = openTerminal(["action", "apply", file], { env: home.env, columns: 160 });
  await no.shows(`write 21 actions to environment "Development" at ${home.sandbox.url}?`);
  no.type("n\r");
  expect(await no.exit).toBe(130);
  expect(home.sandbox.requests.filter(({ method }) => method === "POST")).toEqual([]);
  const yes = openTerminal([...LINE, file], { env: home.env, columns: 160 });
  await yes.shows("write 21 actions");
  yes.type("y\r");
  expect(await yes.exit).toBe(0);
});

test("Ctrl-C ends what is under way, says how to go on, and is 130; going on does the rest", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 300)));
  const terminal = openTerminal([...LINE, file, "--yes"], { env: home.env, columns: 160 });
  await expect.poll(terminal.display, { interval: 20 }).toMatch(/[2-9]\d of 300/);
  terminal.type(KEY.interrupt);
  expect(await terminal.exit).toBe(130);
  const display = terminal.display();
  expect(display).toMatch(/error: stopped after \d+ of 300 rows/);
  expect(display).toContain(`try: novu-msg action apply --rate 50/s ${file} --yes --resume`);
  const written = home.sandbox.requests.filter(({ method }) => method === "POST");
  const done = Number(/(\d+) done/.exec(display)?.[1]);
  expect(written.map(({ status }) => status)).toEqual(Array.from({ length: done }, () => 201));
  const { code, stdout } = await home.apply([file, "--yes", "--resume"]);
  expect(code).toBe(0);
  expect(stdout.match(/\tskipped\t/g)).toHaveLength(done);
  expect(stdout.match(/\tok\t/g)).toHaveLength(300 - done);
});

test("a second Ctrl-C waits for nothing", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 30)));
  home.sandbox.fault({ name: "hang-before", method: "POST", times: "forever" });
  const terminal = openTerminal(["action", "apply", "--rate", "unlimited", file, "--yes"], { env: home.env });
  await expect.poll(() => home.sandbox.requests.length).toBeGreaterThan(4);
  let isOver = false;
  const end = terminal.exit.then(() => {
    isOver = true;
  });
  // Two that come before the program has looked are one, so there may have to be more.
  while (!isOver) {
    terminal.type(KEY.interrupt);
    await Promise.race([end, new Promise((resolve) => setTimeout(resolve, 500))]);
  }
  // A run that had waited would have said what came of the rows.
  expect(terminal.screen()).not.toContain("E_INTERRUPTED");
  expect(terminal.screen()).not.toContain("stopped after");
});
