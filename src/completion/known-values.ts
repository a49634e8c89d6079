import type { RecentList } from "./recents.js";
import type { Suggestion } from "./suggestion.js";

/** What this machine knows; each is asked only where it is wanted. Nothing of it fails. */
export interface KnownValues {
  profiles(): Promise<readonly Suggestion[]>;
  recents(): Promise<RecentList>;
  /** Names of environment variables. */
  variables(): readonly string[];
}
