/** A message that somebody at a terminal looked at or changed. */
export interface RecentMessage {
  readonly subscriberId: string;
  readonly messageId: string;
  readonly title: string;
}

/** What was used last, newest first. */
export interface RecentList {
  readonly subscribers: readonly string[];
  readonly messages: readonly RecentMessage[];
}

/** Ids used lately with one Novu address, to be offered again. Nothing of it ever fails: it is only a memory. */
export interface Recents {
  read(): Promise<RecentList>;
  add(seen: { readonly subscriberId?: string; readonly message?: RecentMessage }): Promise<void>;
}

export const NO_RECENTS: RecentList = { subscribers: [], messages: [] };
