import type { FaultInput, RequestKind } from "./fault.js";

export interface RequestLine {
  readonly method: string;
  /** As on the wire, with the query. */
  readonly path: string;
}

const READS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

const isOfKind = (method: string, kind: RequestKind): boolean =>
  kind === "any" || READS.includes(method) === (kind === "reads");

type Where = Pick<FaultInput, "method" | "path" | "pattern" | "kind">;

/** Whether a fault is for a request; all that is given has to fit. */
export const matcherOf = ({ method, path = "", pattern = "", kind = "any" }: Where) => {
  // A stateful flag would make every second request another one.
  const expression =
    typeof pattern === "string"
      ? new RegExp(pattern)
      : new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  return (request: RequestLine): boolean =>
    (method === undefined || method.toUpperCase() === request.method) &&
    request.path.startsWith(path) &&
    isOfKind(request.method, kind) &&
    expression.test(request.path);
};
