import type { Environment } from "../model/environment.js";
import type { ConnectionFacts } from "./connection-facts.js";

/**
 * Where a change would happen, for a question: `environment "Production" at https://eu.api.novu.co`.
 * @param environment where it is known better than the profile has it
 */
export const describeLocation = (
  { profile, key, apiUrl }: ConnectionFacts,
  environment: Environment | undefined = profile?.environment,
): string => {
  const name = environment?.name ?? environment?.id;
  const owner = profile === undefined ? `the key from ${key.source}` : `profile ${profile.name}`;
  return `${name === undefined ? `the environment of ${owner}` : `environment "${name}"`} at ${apiUrl.value}`;
};
