import type { Context } from "../context/context.js";

type Needs = Pick<Context, "sandbox" | "exampleSeed" | "runLine" | "env" | "output">;

/** Runs the same line against a sandbox that lives as long as the line does. */
export const inSandbox = async (
  { sandbox, exampleSeed, runLine, env, output }: Needs,
  argv: readonly string[],
): Promise<number> => {
  const start = await sandbox();
  const server = await start({ seed: await exampleSeed() });
  try {
    await output.note("a sandbox is running, with messages for alice and bob; nothing leaves this machine");
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
