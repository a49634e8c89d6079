import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { Seed } from "../../src/sandbox/sandbox.js";
import { KEY, type TestSandbox, useSandbox } from "../support/sandbox.js";
import { spawnCli } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";
import { type Clock, createClock } from "./clock.js";
import { openSession, type ShellSession } from "./shell-session.js";
import { openTurnstile, type Turnstile } from "./turnstile.js";

export const MESSAGE = "65f0c1a9b2d4e6f8a0b1c2d3";

/** What the pictures tell of. Its age has room for a slow machine: the tool rounds it down to minutes. */
export const STORY: Seed = {
  subscribers: [{ subscriberId: "alice", firstName: "Alice", lastName: "Archer" }],
  messages: [
    {
      messageId: MESSAGE,
      subscriberId: "alice",
      transactionId: "txn_6b03e09d1rjx8pm0wzp2",
      content: "Deploy 4.2 to production?",
      ago: "185s",
    },
  ],
};

/** A sandbox, a shell that has a profile for it, and a folder with a few files. */
export interface Stage {
  readonly sandbox: TestSandbox;
  readonly session: ShellSession;
  /** Between the program and the sandbox. */
  readonly turnstile: Turnstile;
  /** The program's. */
  readonly clock: Clock;
}

export interface StageOptions {
  readonly columns: number;
  readonly seed?: Seed;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export const openStage = async ({
  columns,
  seed = STORY,
  files = {},
  env: more = {},
}: StageOptions): Promise<Stage> => {
  const sandbox = await useSandbox({ seed });
  const folder = useTempDir();
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), text);
    if (name.endsWith(".sh")) chmodSync(path.join(folder, name), 0o755);
  }
  const env = { HOME: folder, NOVU_KEY: KEY };
  const turnstile = await openTurnstile(sandbox.url);
  const url = `http://localhost:${turnstile.port}`;
  const added = await spawnCli(["profile", "add", "local", "--key-env", "NOVU_KEY", "--api-url", url], {
    env,
  });
  expect(added).toMatchObject({ code: 0 });
  const clock = createClock(folder);
  const shown = [[`localhost:${turnstile.port}`, "localhost:3000"]] as const;
  const session = openSession({ folder, env: { ...env, ...clock.env, ...more }, columns, shown });
  return { sandbox, session, turnstile, clock };
};
