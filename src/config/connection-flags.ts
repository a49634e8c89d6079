/** What the command line says about where to go and as whom. */
export interface ConnectionFlags {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly allowHost?: readonly string[] | undefined;
  readonly allowHttp?: boolean | undefined;
}
