import type { Env } from "../settings/variable.js";

/** The variables of a run, with those of --env-file where it is given. @throws Failure E_FILE */
export const environmentOf = async (env: Env, file: string | undefined): Promise<Env> => {
  if (file === undefined) return env;
  const [{ withVariables }, { readTextFile }] = await Promise.all([
    import("./env-file.js"),
    import("./read-text.js"),
  ]);
  return withVariables(env, await readTextFile(file));
};
