import type { Level } from "../model/level.js";

/** Options that select the server and the key. */
export interface ConnectionFlags {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly allowHost?: readonly string[] | undefined;
  readonly allowHttp?: boolean | undefined;
  readonly allow?: Level | undefined;
}

/** Options for the network path to the server. */
export interface NetworkFlags {
  readonly proxy?: string | undefined;
  readonly caFile?: string | undefined;
}

/** Both spellings of a variable. The lower-case one takes precedence, as in curl. */
export const spellings = (name: string): readonly string[] => [name.toLowerCase(), name];
