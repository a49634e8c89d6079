import * as v from "valibot";
import type { JsonObject } from "../model/json.js";

/** A field that servers have been seen to send; `--fields` names it, and nothing is published about its value. */
export const seen = v.unknown();

/**
 * A document as Novu returned it: any of these fields, with the values that servers have been seen to send, and others.
 * Code reads it as JSON, since nothing checks what a server sent.
 * @param more keywords of JSON Schema, such as a title and what is required
 */
export const novuDocument = (
  fields: v.ObjectEntries,
  more: Readonly<Record<string, unknown>> = {},
): v.GenericSchema<JsonObject> =>
  v.pipe(
    v.partial(v.looseObject(fields)),
    v.metadata(more),
  ) as v.GenericSchema as v.GenericSchema<JsonObject>;
