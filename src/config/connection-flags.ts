import type { Env } from "../model/env.js";

/** What the command line says about where to go and as whom. */
export interface ConnectionFlags {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly allowHost?: readonly string[] | undefined;
  readonly allowHttp?: boolean | undefined;
}

/** What the command line says about the way to Novu. */
export interface NetworkFlags {
  readonly proxy?: string | undefined;
  readonly caFile?: string | undefined;
}

/** Both spellings of a variable; the lower-case one counts first, as in curl. */
export const spellings = (name: string): readonly string[] => [name.toLowerCase(), name];

const PROXY_VARIABLES = ["HTTP_PROXY", "HTTPS_PROXY"].flatMap(spellings);

/** Whether anything asks for another way than a direct one with Node's own trust; mostly nothing does. */
export const hasNetworkSettings = ({ proxy, caFile }: NetworkFlags, env: Env): boolean =>
  proxy !== undefined || caFile !== undefined || PROXY_VARIABLES.some((name) => env[name]?.trim());
