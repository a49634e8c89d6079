import { FAILURE_CODES } from "../failures/failure-codes.js";
import { schema } from "./json-schema.js";

export const failureCode = schema.enumOf(...Object.keys(FAILURE_CODES));

const CODE = { type: "string", pattern: "^E_[A-Z_]+$" } as const;

/** The result of one item of a bulk command; if `ok` is false, with the code and the reason. */
export const itemResultFields = {
  ok: schema.flag,
  code: schema.orNull(CODE),
  message: schema.orNull(schema.text),
};
