import { parseEnv } from "node:util";
import { readTextFile } from "../context/read-text.js";
import type { Env } from "../settings/variables.js";

/** The variables of a file below those that are set already. @throws Failure E_FILE */
export const withEnvFile = async (env: Env, file: string | undefined): Promise<Env> => {
  if (file === undefined) return env;
  const text = await readTextFile(file);
  const set = Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== "");
  return { ...parseEnv(text), ...Object.fromEntries(set) };
};
