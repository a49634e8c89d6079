/** The Novu environment that a key belongs to (docs/novu-api.md, "Environments and keys"). */
export interface Environment {
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** `dev` or `prod`; only newer servers send it. */
  readonly type: string | undefined;
  readonly organizationId: string | undefined;
}
