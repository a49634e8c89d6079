import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { Failure } from "../failure/failure.js";
import type { Env } from "../settings/variables.js";

/** The variables of a file below those that are set already. @throws Failure E_FILE */
export const withEnvFile = async (env: Env, file: string | undefined): Promise<Env> => {
  if (file === undefined) return env;
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Failure("E_FILE", `${file} cannot be read: ${error.code ?? error.message}`, {
      hint: ["Nothing was sent."],
    });
  });
  const set = Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== "");
  return { ...parseEnv(text), ...Object.fromEntries(set) };
};
