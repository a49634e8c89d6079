import { Failure } from "../../failures/failure.js";
import type { ApiInput } from "./api-input.js";

interface Conflict {
  readonly isIn: (input: ApiInput) => boolean;
  readonly message: string;
  readonly hint?: string;
}

const CONFLICTS: readonly Conflict[] = [
  {
    isIn: ({ source, fields }) => source !== undefined && fields.length > 0,
    message: "--input is the whole body; -f and -F cannot be given with it",
    hint: "Query parameters can stand in the path.",
  },
  {
    isIn: ({ source, method }) => source !== undefined && method === "GET",
    message: "a GET carries no body; --input has no place in it",
    hint: "Query parameters are given with -f, or in the path.",
  },
  {
    isIn: ({ paginate, method }) => paginate && method !== "GET",
    message: "--paginate follows a list, which only GET reads",
  },
  {
    isIn: ({ paginate, withHead }) => paginate && withHead,
    message: "--paginate gives items of many answers; -i has no one head to show",
  },
  {
    isIn: ({ paginate, limit }) => limit !== undefined && !paginate,
    message: "--limit bounds what --paginate gives, which is not asked for",
    hint: "The server's own limit is a query parameter: -f limit=20.",
  },
  {
    isIn: ({ idempotencyKey, method }) => idempotencyKey !== undefined && method === "GET",
    message: "a GET changes nothing; --idempotency-key has no place in it",
  },
  {
    isIn: ({ idempotencyKey, headers }) => idempotencyKey !== undefined && "idempotency-key" in headers,
    message: "--idempotency-key and the header idempotency-key are the same; give one of them",
    hint: "The option is hashed with the request, the header is sent as it is.",
  },
];

/** @throws Failure E_CONFLICT for options that do not go together */
export const assertFits = (input: ApiInput): void => {
  const conflict = CONFLICTS.find(({ isIn }) => isIn(input));
  if (conflict === undefined) return;
  const { message, hint } = conflict;
  throw new Failure("E_CONFLICT", message, {
    hint: [...(hint === undefined ? [] : [hint]), "Nothing was sent."],
  });
};
