import type { Context } from "../context/context.js";
import type { ExitCode } from "../failure/exit-codes.js";

type Needs = Pick<Context, "sandbox" | "runLine" | "env" | "output">;

const CONTENTS = [
  "Deploy 4.2 to production?",
  "Refund order 1042 (89 €)?",
  "Give Dana access to billing?",
] as const;

/** Runs the same line against a sandbox that lives as long as the line does. */
export const inSandbox = async (
  { sandbox, runLine, env, output }: Needs,
  argv: readonly string[],
): Promise<ExitCode> => {
  const start = await sandbox();
  const server = await start();
  try {
    for (const content of CONTENTS) server.seed({ content });
    await output.note("a sandbox is running; three messages wait for sub-1. Nothing leaves this machine");
    return await runLine(argv, {
      ...env,
      NOVU_MSG_API_URL: server.url,
      NOVU_MSG_SECRET_KEY: server.keys[0],
    });
  } finally {
    await server.close();
    await output.note("the sandbox is gone again; with your own Novu: novu-msg profile add");
  }
};
