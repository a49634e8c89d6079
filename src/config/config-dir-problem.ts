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
    return problem(given, "~ is replaced by a shell, and only where it is not quoted", [
      `Write the whole path, such as "$HOME${given.replace(/^~[^/\\]*/, "")}". For a folder that is called so: ./${given}.`,
    ]);
  }
  const isAbsolute = (platform === "win32" ? path.win32 : path.posix).isAbsolute(given);
  return isAbsolute || hasWorkingDirectory()
    ? undefined
    : problem(given, "it is relative, and the working directory does not exist any more", [
        "Change to another folder, or write the whole path.",
      ]);
};

const problem = (given: string, why: string, hint: readonly string[]): Failure =>
  new Failure("E_CONFIG_IO", `NOVU_MSG_CONFIG_DIR=${given} cannot be used: ${why}`, {
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
