import type { VariableName } from "./variables.js";

/** The process's variables as they were found. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The value of a variable; empty counts as not set. */
export const variable = (env: Env, name: VariableName): string | undefined => env[name]?.trim() || undefined;

/** A switch is on with any value but these. */
const OFF = new Set(["0", "false", "no", "off"]);

export const isOn = (env: Env, name: VariableName): boolean => {
  const value = variable(env, name);
  return value !== undefined && !OFF.has(value.toLowerCase());
};
