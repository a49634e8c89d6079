import * as v from "valibot";
import { textOrNull } from "./values.js";

/** The result of one item of a bulk command; if `ok` is false, with the code and the reason. */
export const itemResult = {
  ok: v.boolean(),
  code: v.nullable(v.pipe(v.string(), v.regex(/^E_[A-Z_]+$/))),
  message: textOrNull,
};
