import type { Context } from "../context/context.js";

type Needs = Pick<Context, "sandbox" | "runLine" | "env" | "output">;

const CONTENTS = [
  "Deploy 4.2 to production?",
  "Refund order 1042 (89 €)?",
  "Give Dana access to billing?",
] as const;

const SUBSCRIBERS = ["user:42@example.com", "sub-2", "sub-1"] as const;

/** Runs the same line against a sandbox that lives as long as the line does. */
export const inSandbox = async (
  { sandbox, runLine, env, output }: Needs,
  argv: readonly string[],
): Promise<number> => {
  const start = await sandbox();
  const server = await start();
  try {
    for (const subscriberId of SUBSCRIBERS) {
      for (const content of CONTENTS) server.seed({ subscriberId, content });
    }
    await output.note(
      "a sandbox is running, with three subscribers and their messages; nothing leaves this machine",
    );
    return await runLine(argv, {
      ...env,
      NOVU_MSG_API_URL: server.url,
      NOVU_MSG_SECRET_KEY: server.keys[0],
    });
  } finally {
    await server.close();
    await output.note("that sandbox is gone again; one that stays:", "novu-msg sandbox start");
    await output.note("with your own Novu:", "novu-msg profile add prod --region eu");
  }
};
