import type { Environment } from "../model/environment.js";
import { isExplicit } from "./chosen-profile.js";
import { keyLabel } from "./profile.js";
import type { ConnectionPlan } from "./resolve-connection.js";
import type { Resolved } from "./resolved.js";

/** A connection as it may be shown: where, as whom, and where each value came from; never a key. */
export interface ConnectionFacts {
  readonly apiUrl: Resolved<string>;
  /** `us`, `eu`, or the host of a self-hosted server. */
  readonly region: string;
  readonly key: Pick<Resolved<never>, "source" | "overridden"> & {
    /** Where the profile keeps it, in words; absent for a key that is no profile's. */
    readonly place: string | undefined;
  };
  readonly profile:
    | {
        readonly name: string;
        readonly environment: Environment | undefined;
        /** Somebody named it for this run; it is not merely the active one. */
        readonly isNamed: boolean;
        /** Changes through it need its name to be typed, or --yes. */
        readonly isProtected: boolean;
      }
    | undefined;
}

export const connectionFacts = ({ apiUrl, region, key, profile }: ConnectionPlan): ConnectionFacts => ({
  apiUrl,
  region,
  key: {
    source: key?.source ?? "nowhere",
    overridden: key?.overridden ?? [],
    place: profile && keyLabel(profile.profile.key),
  },
  profile: profile && {
    name: profile.name,
    environment: profile.profile.environment,
    isNamed: isExplicit(profile),
    isProtected: profile.profile.protected === true,
  },
});
