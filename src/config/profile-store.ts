import type { Profiles } from "./profile.js";

/** Where profiles live. Reading never changes anything; `update` holds a lock from read to write. */
export interface ProfileStore {
  /** Absolute path of the file, for messages. */
  readonly path: string;
  /** @throws Failure E_CONFIG, E_CONFIG_OWNER, E_CONFIG_MODE, E_CONFIG_IO */
  read(): Promise<Profiles>;
  /** For who is about to ask for a key. @throws Failure E_CONFIG_OWNER, E_CONFIG_IO where none could be stored */
  assertStorable(): void;
  /** Applies a pure change to the newest state. @throws as `read`, and what `change` throws */
  update(change: (profiles: Profiles) => Profiles): Promise<Profiles>;
}
