/** The Novu environment a key belongs to (contract 1.3). */
export interface Environment {
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** `dev` or `prod`; only newer servers tell. */
  readonly type: string | undefined;
  readonly organizationId: string | undefined;
}
