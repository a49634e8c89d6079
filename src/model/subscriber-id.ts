/** Subscriber ids are the caller's own; only these cannot stand in an address. Empty is not looked at here. */
export const fitsAddress = (subscriberId: string): boolean =>
  subscriberId !== "." && subscriberId !== ".." && subscriberId.isWellFormed();
