import type { VariableName } from "./variables.js";

/** The environment variables of the process. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The value of a variable; an empty value counts as not set. */
export const variable = (env: Env, name: VariableName): string | undefined => env[name]?.trim() || undefined;

/** Values that turn a flag off; any other value turns it on. */
const OFF = new Set(["0", "false", "no", "off"]);

export const isOn = (env: Env, name: VariableName): boolean => {
  const value = variable(env, name);
  return value !== undefined && !OFF.has(value.toLowerCase());
};
