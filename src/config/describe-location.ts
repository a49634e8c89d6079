import type { Environment } from "../model/environment.js";
import type { ConnectionSummary } from "./connection-summary.js";

/**
 * Where a change would be made, for a confirmation: `environment "Production" at https://eu.api.novu.co`.
 * @param environment if it is more recent than the profile's
 */
export const describeLocation = (
  { profile, key, apiUrl }: ConnectionSummary,
  environment: Environment | undefined = profile?.environment,
): string => {
  const name = environment?.name ?? environment?.id;
  const owner = profile === undefined ? `the key from ${key.source}` : `profile ${profile.name}`;
  return `${name === undefined ? `the environment of ${owner}` : `environment "${name}"`} at ${apiUrl.value}`;
};
