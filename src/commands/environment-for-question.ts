import type { Connected, Context } from "../context/context.js";
import type { Environment } from "../model/environment.js";

/** The environment to name in a confirmation. Only a person reads it, so a script does not pay for the request. */
export const environmentForQuestion = async (
  { isForPerson }: Pick<Context["output"], "isForPerson">,
  { novu, connection }: Pick<Connected, "novu" | "connection">,
): Promise<Environment | undefined> =>
  connection.profile?.environment ?? (isForPerson ? await novu.environment() : undefined);
