import path from "node:path";
import { Failure } from "../failures/failure.js";
import type { DirsInput } from "../files/base-dirs.js";
import { variable } from "../model/env.js";

/** Why NOVU_MSG_CONFIG_DIR cannot be the config folder; undefined if it can, or if it is not set. */
export const configDirProblem = ({
  env,
  platform,
}: Pick<DirsInput, "env" | "platform">): Failure | undefined => {
  const given = variable(env, "NOVU_MSG_CONFIG_DIR");
  if (given === undefined) return undefined;
  if (given.startsWith("~")) {
    return problem(given, "the shell only expands ~ when it isn't quoted", [
      `Use the full path, such as "$HOME${given.replace(/^~[^/\\]*/, "")}". For a folder with that name: ./${given}.`,
    ]);
  }
  const isAbsolute = (platform === "win32" ? path.win32 : path.posix).isAbsolute(given);
  return isAbsolute || hasWorkingDirectory()
    ? undefined
    : problem(given, "it is relative, and the working directory no longer exists", [
        "Change to another folder, or use the full path.",
      ]);
};

const problem = (given: string, why: string, hint: readonly string[]): Failure =>
  new Failure("E_CONFIG_IO", `NOVU_MSG_CONFIG_DIR=${given} can't be used: ${why}`, {
    hint: [...hint, "Nothing was changed."],
  });

const hasWorkingDirectory = (): boolean => {
  try {
    path.resolve("x");
    return true;
  } catch {
    return false;
  }
};
