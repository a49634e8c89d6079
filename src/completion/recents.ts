/** A message that was recently read or changed at a terminal. */
interface RecentMessage {
  readonly subscriberId: string;
  readonly messageId: string;
  readonly title: string;
}

/** Newest first. */
export interface RecentList {
  readonly subscribers: readonly string[];
  readonly messages: readonly RecentMessage[];
}

/** IDs used recently with one Novu address, for completion. Neither function fails. */
export interface Recents {
  read(): Promise<RecentList>;
  add(seen: { readonly subscriberId?: string; readonly message?: RecentMessage }): Promise<void>;
}

export const NO_RECENTS: RecentList = { subscribers: [], messages: [] };
