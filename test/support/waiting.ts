import { createDrivenClock } from "./driven-clock.js";
import { runWithNotes } from "./run-cli.js";
import { seedOne, useSandbox } from "./sandbox.js";

/** A sandbox with one message of sub-1, and `action wait` for it with a fake clock that only pauses advance. */
export const useWait = async (seed: Parameters<typeof seedOne>[1] = {}) => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, seed);
  const clock = createDrivenClock();
  const { now, sleep, random } = clock;
  const waitFor = (...words: readonly string[]) =>
    runWithNotes(["action", "wait", ...words], { env: sandbox.env, now, sleep, random });
  const wait = (...words: readonly string[]) => waitFor("sub-1", id, ...words);
  /** The same with --json, parsed. */
  const waitJson = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await wait(...words, "--json");
    return { code, stderr, result: stdout === "" ? undefined : JSON.parse(stdout) };
  };
  return { sandbox, id, clock, wait, waitFor, waitJson };
};
