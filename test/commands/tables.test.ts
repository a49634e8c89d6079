import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { allDone } from "../support/bulk-input.js";
import { everyCommand, isLeftOut, missingLines } from "../support/every-command.js";
import type { FakeHostOptions } from "../support/host.js";
import { useProfileHome } from "../support/profile-home.js";
import { run } from "../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

// A table that does not fit is shown as a block per item, which is harder to read. With ordinary data that should not
// happen at 80 columns.

const FILE = "test/commands/tables.test.ts";
const MISSING = "65f0c1a9b2d4e6f8a0b1c2d3";
const TITLES = ["Deploy 2.4.1 to production?", "Approve the invoice of ACME Ltd", "Access for Ada"];

/** What every command shows at a terminal of this width, by line without IDs and paths; always with the same data. */
const shownAt = async (columns: number): Promise<ReadonlyMap<string, string>> => {
  const sandbox = await useSandbox();
  const home = useProfileHome({ ...sandbox.env, KEY_OF_STAGING: KEY, NO_COLOR: "1" });
  const folder = useTempDir();
  const [first = "", second = "", third = ""] = TITLES.map((subject) =>
    seedOne(sandbox, { subject, content: `${subject} It waits for an answer.` }),
  );
  const rows = path.join(folder, "rows.csv");
  writeFileSync(rows, allDone([first, second, third, MISSING]));
  const shown = new Map<string, string>();

  const line = async (text: string, code = 0, more: Partial<FakeHostOptions> = {}) => {
    const { argv: _, ...options } = { argv: [], ...more };
    const end = await run(text.split(" "), {
      env: home.env,
      home: folder,
      terminals: ["stdout"],
      columns,
      // The widest of the ordinary times: “25 minutes ago”.
      now: () => Date.now() + 25 * 60_000,
      ...options,
    });
    expect(end.code, `${text}\n${end.stderr}`).toBe(code);
    shown.set(text.replace(/ \S*(?:[0-9a-f]{24}|\/)\S*/g, ""), end.stdout);
  };

  await line("message list");
  await line("message list --subscriber sub-1");
  await line(`message show sub-1 ${first}`);
  await line(`action get sub-1 ${first}`);
  await line(`action is sub-1 ${first} pending`);
  await line(`action apply ${rows} --plan`, 11);
  await line(`action apply ${rows} --dry-run`);
  await line(`action apply ${rows} --yes --journal ${path.join(folder, "journal")}`, 11);
  await line(`action revert sub-1 ${first} primary`);
  await line(`action set sub-1 ${first} secondary --status done --set by=ada`);
  await line(`action complete sub-1 ${second} secondary --overwrite`);
  await line(`action wait sub-1 ${second} --exit-zero`);
  await line(`action wait sub-1 ${first} ${second} ${third} --all --exit-zero`);
  let pauses = 0;
  const press = async () => sandbox.click(third, pauses++ % 2 === 0 ? "secondary" : "primary");
  await line("action watch --count 2", 0, { sleep: press });
  await line(`message mark sub-1 ${first} ${second} --as read`);
  await line(`message delete ${second} ${third} --yes`);
  await line("subscriber list");
  await line("subscriber show sub-1");
  await line("whoami");
  await line(`profile add staging --key-env KEY_OF_STAGING --api-url ${sandbox.url}`);
  await line(`profile add production --key-env KEY_OF_STAGING --api-url ${sandbox.url}`);
  await line("profile list");
  await line("profile show staging");
  await line("profile use staging");
  await line("profile verify staging");
  await line("profile verify --all");
  await line("profile rename production live");
  await line("profile remove live --yes");
  await line("doctor");
  await line("api GET /v1/messages");
  await line("sandbox seed --count 3");
  await line(`sandbox click ${first} secondary`);
  await line("sandbox fault rate-limit --times forever --retry-after 0 --method GET --path /v9");
  await line("sandbox fault --armed");
  await line("sandbox fault --list");
  await line("sandbox fault --clear");
  await line("sandbox start --stop-after 1ms");
  await line("sandbox stop");
  await line("sandbox demo");
  await line("completion bash");
  await line("commands");
  await line("help exit-codes");
  return shown;
};

/** A block per item has its labels in lower case. */
const hasTable = (text: string): boolean => /^ {2}[A-Z]{2,}(?: {2,}[A-Z]|$)/m.test(text);

const commandOf = (line: string): string =>
  everyCommand.find(({ path }) => line === path || line.startsWith(`${path} `))?.path ?? "";

test("with ordinary data every table is a line per item at 80 columns", async () => {
  const [wide, narrow] = [await shownAt(1_000), await shownAt(80)];
  const lines = [...wide.keys()];
  const tooWide = new Set(
    lines
      .filter((line) => hasTable(wide.get(line) ?? "") && !hasTable(narrow.get(line) ?? ""))
      .map(commandOf),
  );
  expect(
    [...tooWide].filter((command) => !isLeftOut(FILE, command)),
    "mark columns of their tables canTruncate or isDroppable (src/output/view.ts), so that they fit 80 columns",
  ).toEqual([]);
  const fitting = lines.filter((line) => !tooWide.has(commandOf(line)));
  expect(missingLines(FILE, "shownAt of", everyCommand, fitting)).toEqual([]);
  expect(lines.filter((line) => hasTable(narrow.get(line) ?? "")).length).toBeGreaterThan(10);
});
