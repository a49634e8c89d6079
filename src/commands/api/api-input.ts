import type { PrintForm } from "../../model/action.js";
import type { HttpMethod } from "../../model/http-method.js";
import type { Assignment } from "../../model/payload.js";

/** One request as the user wrote it. */
export interface ApiInput {
  readonly method: HttpMethod;
  /** Checked and encoded, from its first slash on; or a full address, still to be held against the base. */
  readonly path: string;
  /** Query parameters of GET and DELETE, the JSON body of the others. */
  readonly fields: readonly Assignment[];
  /** Where the body is read from: a file, or `-` for stdin. */
  readonly source: string | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Status line and response headers are part of the result. */
  readonly withHead: boolean;
  readonly paginate: boolean;
  /** Most items of a paged list. */
  readonly limit: number | undefined;
  readonly idempotencyKey: string | undefined;
  /** Show the request instead of sending it. */
  readonly preview: PrintForm | undefined;
}
