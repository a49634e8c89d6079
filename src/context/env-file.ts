import { parseEnv } from "node:util";
import type { Env } from "../settings/variable.js";

/** The variables in a file's text below those that are set already. */
export const withVariables = (env: Env, text: string): Env => {
  const set = Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== "");
  return { ...parseEnv(text), ...Object.fromEntries(set) };
};
