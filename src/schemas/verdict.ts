import { FAILURE_CODES } from "../failures/failure-codes.js";
import { flag, orNull, text, word } from "./json-schema.js";

export const failureCode = word(...Object.keys(FAILURE_CODES));

const CODE = { type: "string", pattern: "^E_[A-Z_]+$" } as const;

/** How one of several went: where `ok` is false, the code and why. */
export const verdictFields = { ok: flag, code: orNull(CODE), message: orNull(text) };
