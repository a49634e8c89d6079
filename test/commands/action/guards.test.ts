import { expect, test } from "vitest";
import { keeps } from "../../support/keeps.js";
import { run } from "../../support/run-cli.js";
import { seedOne, type TestSandbox, useSandbox } from "../../support/sandbox.js";

keeps("a guard stops the write");

const VERSIONS = ["2.0", "3.15"] as const;
const MINUTE = 60_000;

/** A sandbox with one message, and what a guarded line did to it. */
const useMessage = async (
  server: (typeof VERSIONS)[number],
  input: Parameters<TestSandbox["seed"]>[0] = {},
) => {
  let time = Date.parse("2026-11-23T10:00:00Z");
  const sandbox = await useSandbox({ server, now: () => time });
  const id = seedOne(sandbox, input);
  const pass = (ms: number) => {
    time += ms;
  };
  const line = async (words: string, ...more: readonly string[]) => {
    sandbox.forget();
    const [verb = "", button = "", ...rest] = words.split(" ");
    const argv = ["action", verb, "sub-1", id, button, ...rest, ...more];
    const end = await run(argv, { env: sandbox.env, now: () => time });
    const methods = sandbox.wire().map((request) => request.split(" ")[0]);
    return { ...end, methods };
  };
  return { sandbox, id, pass, line };
};

test.each(VERSIONS)(
  "%s: --expect pending lets the first answer through, and says who was before",
  async (server) => {
    const { sandbox, id, pass, line } = await useMessage(server);
    expect(await line("complete secondary --expect pending -q")).toMatchObject({
      code: 0,
      methods: ["GET", "POST"],
    });
    pass(2 * MINUTE);
    const refused = await line("complete primary --expect pending");
    expect(refused).toMatchObject({ code: 10, stdout: "", methods: ["GET"] });
    expect(refused.stderr).toBe(
      [
        'error: not written: somebody already pressed "Reject" (secondary) 2 minutes ago   [E_GUARD · exit 10]',
        "  You asked for --expect pending. Both buttons share one status: writing would replace that answer.",
        `  try: novu-msg action get sub-1 ${id}   (to see what it holds)`,
        "",
      ].join("\n"),
    );
    const { stderr } = await line("complete primary --expect pending --json");
    expect(JSON.parse(stderr).error).toMatchObject({
      code: "E_GUARD",
      exit: 10,
      sent: "no",
      details: {
        refusedBy: ["--expect"],
        reason: "answered",
        found: {
          status: "done",
          button: "secondary",
          payload: null,
          updatedAt: "2026-11-23T10:00:00.000Z",
          buttons: ["primary", "secondary"],
        },
        asked: { button: "primary", status: "done", payload: null },
      },
    });
    expect(sandbox.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  },
);

test.each(VERSIONS)("%s: --expect done wants an answer to be there", async (server) => {
  const { line } = await useMessage(server);
  const { code, stderr, methods } = await line("revert primary --expect done");
  expect([code, methods]).toEqual([10, ["GET"]]);
  expect(stderr).toContain("error: not written: the message is pending ");
  expect(stderr).toContain("  You asked for --expect done. Nothing was changed.\n");
  expect((await line("complete primary")).code).toBe(0);
  expect((await line("revert primary --expect done")).code).toBe(0);
});

test.each(VERSIONS)(
  "%s: --no-overwrite keeps an answer, and takes the same one again for a success",
  async (server) => {
    const { pass, line } = await useMessage(server);
    expect((await line("complete primary --no-overwrite --set by=ci")).code).toBe(0);
    pass(MINUTE);
    const again = await line("complete primary --no-overwrite --set by=ci");
    expect(again).toMatchObject({ code: 0, methods: ["GET"] });
    expect(again.stdout).toContain('primary\tApprove\tdone\t{"by":"ci"}');
    expect(again.stderr).toContain("· primary is done already; nothing was written");
    const document = JSON.parse((await line("complete primary --no-overwrite --json")).stdout);
    expect(document).toMatchObject({
      cta: { action: { status: "done", result: { type: "primary", payload: { by: "ci" } } } },
      updatedAt: "2026-11-23T10:00:00.000Z",
    });
    for (const words of [
      "complete secondary --no-overwrite",
      "complete primary --no-overwrite --set by=ada",
      "complete primary --no-overwrite --clear-payload",
      "complete primary --no-overwrite --merge-payload --set more=1",
      "revert primary --no-overwrite",
    ]) {
      const refused = await line(words);
      expect(refused, words).toMatchObject({ code: 10, stdout: "", methods: ["GET"] });
      expect(refused.stderr).toContain('somebody already pressed "Approve" (primary) 1 minute ago');
    }
    expect((await line("revert primary")).code).toBe(0);
    expect((await line("complete secondary --no-overwrite")).code).toBe(0);
  },
);

test.each(VERSIONS)("%s: --strict refuses what is else only remarked", async (server) => {
  const single = await useMessage(server, { workflow: "single" });
  const missing = await single.line("complete secondary --strict");
  expect([missing.code, missing.methods]).toEqual([10, ["GET"]]);
  expect(missing.stderr).toContain(
    `error: not written: message ${single.id} has no secondary button (it has primary)`,
  );
  const notice = await useMessage(server, { workflow: "notice" });
  expect((await notice.line("complete primary --strict")).stderr).toContain(
    "has no primary button (it has none)",
  );
  const { sandbox, id, line } = await useMessage(server);
  const risky = await line("complete primary --strict --set-json", 'a={"b.c":1}');
  expect([risky.code, risky.methods]).toEqual([10, ["GET"]]);
  expect(risky.stderr).toContain(
    "not written: old Novu servers may refuse payload keys with $ or a dot: b.c",
  );
  sandbox.click(id, "secondary");
  const undoing = await line("revert primary --strict");
  expect([undoing.code, undoing.methods]).toEqual([10, ["GET"]]);
  expect(undoing.stderr).toContain("Both buttons share one status: writing would undo that answer.");
  expect((await line("complete primary --strict")).code).toBe(0);
});

test("all guards that mind are in the JSON, and each further reason is told", async () => {
  const { sandbox, id, line } = await useMessage("3.15", { workflow: "single" });
  sandbox.click(id, "primary");
  const { stderr } = await line("complete secondary --expect pending --no-overwrite --strict --json");
  const { error } = JSON.parse(stderr);
  expect(error.details.refusedBy).toEqual(["--strict", "--expect", "--no-overwrite"]);
  expect(error.hint).toContain('Also, for --expect pending: somebody already pressed "OK" (primary)');
});

test("a revert of the other button warns before the write, also in a script that had to look", async () => {
  const { sandbox, id, line } = await useMessage("3.15");
  const warning =
    "! setting primary back undoes the answer of the secondary button: both buttons share one status\n";
  sandbox.click(id, "secondary");
  const merged = await line("revert primary -q --merge-payload --set a=b");
  expect([merged.code, merged.methods]).toEqual([0, ["GET", "POST"]]);
  expect(merged.stderr).toBe(warning);
  sandbox.click(id, "secondary");
  const shown = await run(["action", "revert", "sub-1", id, "primary", "--color", "never"], {
    env: sandbox.env,
    terminals: ["stdout", "stderr"],
    columns: 120,
  });
  expect(shown.stderr.indexOf(warning)).toBe(0);
  expect(shown.stderr).toContain("✔ primary → pending");
  sandbox.click(id, "secondary");
  const plain = await line("revert primary");
  expect([plain.code, plain.methods, plain.stderr.includes("undoes")]).toEqual([0, ["POST"], false]);
});

test("a dry run holds the guards against the message and sends nothing but reads", async () => {
  const { sandbox, id, line } = await useMessage("3.15");
  const passed = await line("complete primary --expect pending --strict --dry-run");
  expect([passed.code, passed.methods]).toEqual([0, ["GET"]]);
  expect(passed.stdout).toContain(`POST /v1/subscribers/sub-1/messages/${id}/actions/primary`);
  expect(passed.stderr).toContain("--expect pending and --strict would let this be written");
  sandbox.click(id, "primary");
  const held = await line("complete primary --no-overwrite --print curl");
  expect([held.code, held.methods]).toEqual([0, ["GET"]]);
  expect(held.stderr).toContain("the message holds that answer already: nothing would be written");
  const refused = await line("complete primary --expect pending --dry-run");
  expect(refused).toMatchObject({ code: 10, stdout: "", methods: ["GET"] });
});

test("guards hold for v2 too; its repeat is sent, since only its own answer has its form", async () => {
  const { sandbox, id, line } = await useMessage("3.15");
  sandbox.click(id, "secondary");
  expect(await line("complete primary --api v2 --expect pending")).toMatchObject({
    code: 10,
    methods: ["GET"],
  });
  expect(await line("complete primary --api v2 --no-overwrite")).toMatchObject({
    code: 10,
    methods: ["GET"],
  });
  expect(await line("revert primary --api v2 --strict")).toMatchObject({ code: 10, methods: ["GET"] });
  const repeated = await line("complete secondary --api v2 --no-overwrite --json");
  expect([repeated.code, repeated.methods]).toEqual([0, ["GET", "PATCH"]]);
  expect(JSON.parse(repeated.stdout)).toMatchObject({ secondaryAction: { isCompleted: true } });
});

test("a guard on a message that is not there is a message that is not there", async () => {
  const { sandbox } = await useMessage("3.15");
  const gone = ["action", "complete", "sub-1", "65f0c1a9b2d4e6f8a0b1c2d3", "primary", "--no-overwrite"];
  expect((await run(gone, { env: sandbox.env })).code).toBe(5);
  expect(sandbox.requests.every(({ method }) => method === "GET")).toBe(true);
});

test("a mistyped expectation is no word that Novu would have stored", async () => {
  const { line } = await useMessage("3.15");
  const { code, stderr, methods } = await line("complete primary --expect pendin");
  expect([code, methods]).toEqual([2, []]);
  expect(stderr).not.toContain("stored");
});
