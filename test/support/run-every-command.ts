import type { FakeHostOptions } from "./host.js";
import { useProfileHome } from "./profile-home.js";
import { KEY, seedOne, type TestSandbox, useSandbox } from "./sandbox.js";
import { useTempDir } from "./temp-dir.js";

const MISSING = "65f0c1a9b2d4e6f8a0b1c2d3";

/** Runs one line in the forms that a test is about: formats, widths. */
export type RunLine = (line: string, code: number, options: Omit<FakeHostOptions, "argv">) => Promise<void>;

interface Everything {
  readonly sandbox: TestSandbox;
  /** @param line that can be run twice */
  readonly line: (line: string, code?: number, more?: Partial<FakeHostOptions>) => Promise<void>;
  /** Runs all lines in one form, then in the next. */
  readonly inTurn: (lines: readonly string[]) => Promise<void>;
}

/** Runs lines of every command against a sandbox, each in every form; a new command gets its line here. */
export const runEveryCommand = async (
  server: "3.15" | "2.0",
  forms: readonly RunLine[],
): Promise<TestSandbox> => {
  const sandbox = await useSandbox({ server });
  const env = { ...sandbox.env, ...useProfileHome().env, KEY_OF_STAGING: KEY };
  const home = useTempDir();
  const everything: Everything = {
    sandbox,
    line: async (line, code = 0, more = {}) => {
      for (const runLine of forms) await runLine(line, code, { env, home, ...more });
    },
    inTurn: async (lines) => {
      for (const runLine of forms) for (const line of lines) await runLine(line, 0, { env, home });
    },
  };
  for (const part of [messages, many, watching, others, once, ofSandboxes, local]) await part(everything);
  return sandbox;
};

const messages = async ({ sandbox, line }: Everything) => {
  await line("message list");
  const id = seedOne(sandbox);
  await line("message list");
  await line(`action get sub-1 ${id}`);
  await line(`action set sub-1 ${id} primary --status done --dry-run --set by=me`);
  await line(`action set sub-1 ${id} primary --status done --set by=me`);
  await line("action get sub-1 --latest");
  await line(`action complete sub-1 ${id} primary --clear-payload`);
  await line(`message show sub-1 ${id}`);
  await line(`action wait sub-1 ${id}`);
  await line(`action revert sub-1 ${id} primary`);
  await line(`action wait sub-1 ${id} --timeout 0`, 8);
  const other = seedOne(sandbox, { answer: { button: "secondary", payload: { a: [1] } } });
  await line(`action wait sub-1 ${id} ${other} --any --exit-zero`);
  const third = seedOne(sandbox, { answer: { button: "primary", payload: { by: "ada" } } });
  await line(`action wait sub-1 ${other} ${third} --all --exit-zero`);
  const odd = seedOne(sandbox);
  await line(
    `api POST /v1/subscribers/sub-1/messages/${odd}/actions/primary --set status=done --set payload=text`,
  );
  await line(`action get sub-1 ${odd}`);
  await line(`action wait sub-1 ${odd}`);
  const notice = seedOne(sandbox, { workflow: "notice" });
  await line(`message show sub-1 ${notice}`);
  await line(`action wait sub-1 ${notice}`, 22);
  await line(`message mark sub-1 ${id} ${other} --as read`);
  await line(`message mark sub-1 ${id} ${MISSING} --as seen`, 5);
  await line(`message delete ${seedOne(sandbox)} ${MISSING} --yes`, 5);
};

const many = async ({ sandbox, line }: Everything) => {
  const rows = {
    stdin: `${JSON.stringify({ subscriberId: "sub-1", messageId: seedOne(sandbox), type: "primary", status: "done", payload: { a: 1 } })}\n{"subscriberId":"sub-1","messageId":"${MISSING}","type":"primary","status":"done"}\n`,
  };
  const input = "action apply -f - --input-format ndjson";
  await line(`${input} --plan`, 11, rows);
  await line(`${input} --dry-run`, 0, rows);
  await line(`${input} --yes --no-precheck`, 11, rows);
};

/** One event for each look's pause. */
const watching = async ({ sandbox, line }: Everything) => {
  const id = seedOne(sandbox);
  const presses = ["primary", "secondary"] as const;
  let pauses = 0;
  const sleep = async () => sandbox.press(id, presses[pauses++ % 2] ?? "primary");
  await line("action watch --count 3", 0, { sleep });
};

const others = async ({ sandbox, line }: Everything) => {
  await line("subscriber list");
  await line("subscriber list --search nobody-is-called-so");
  await line("subscriber show sub-1");
  await line("whoami");
  await line("whoami --profile nobody", 3);
  await line("profile list");
  await line(`profile add prod --key-env KEY_OF_STAGING --api-url ${sandbox.url} --yes`);
  await line(`profile add later --key-env NO_SUCH --no-verify --api-url ${sandbox.url} --yes`);
  await line("profile list");
  await line("profile show prod");
  await line("profile set later --protected");
  await line("profile use later");
  await line("profile rename later prod", 3);
  await line("profile verify prod");
  await line("profile verify --all", 4);
  await line("doctor");
  await line("api GET /v1/messages");
  await line("api GET /v1/messages --paginate --limit 2");
  await line("api GET /v1/messages --include");
  await line("api POST /v1/subscribers --set subscriberId=x --dry-run");
};

/** What cannot be done twice in a row. */
const once = ({ inTurn }: Everything) =>
  inTurn([
    "profile rename later latest",
    "profile rename latest later",
    "profile remove later --yes",
    "profile add later --key-env KEY_OF_STAGING --no-verify",
  ]);

const ofSandboxes = async ({ sandbox, line }: Everything) => {
  const id = seedOne(sandbox);
  await line("sandbox seed --count 2");
  await line(`sandbox press ${id} secondary`);
  await line("sandbox fault --armed");
  await line("sandbox fault rate-limit --times forever --retry-after 0 --method GET --path /v9");
  await line("sandbox fault error-503 --probability 0.5 --seed 7 --kind writes");
  await line("sandbox fault --armed");
  await line("sandbox fault --list");
  await line("sandbox fault --clear");
  await line("sandbox start --stop-after 1ms");
  await line("sandbox list");
  await line("sandbox stop");
  await line("sandbox demo");
};

const local = async ({ line }: Everything) => {
  await line("completion bash");
  await line("completion zsh --install");
  await line("commands sandbox press");
  await line("commands profle", 2);
  await line("help");
  await line("help exit-codes");
};
