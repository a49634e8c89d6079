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

/** The variables that hold an API key, in the order in which they count. */
export const KEY_VARIABLES = ["NOVU_MSG_SECRET_KEY", "NOVU_SECRET_KEY", "NOVU_API_KEY"] as const;

/** The same variables without those that hold a key, in upper or lower case. */
export const withoutKeyVariables = (env: Env): Env =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !KEY_VARIABLES.some((key) => key === name.toUpperCase())),
  );
