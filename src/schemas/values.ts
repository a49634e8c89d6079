import * as v from "valibot";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";

/** The values that documents share. */
export const naturalNumber = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Text or null. */
export const textOrNull = v.nullable(v.string());

/** A JSON object of any fields. */
export const anyObject = v.custom<JsonObject>(isJsonObject);

export const anyJson: v.GenericSchema<JsonValue> = v.any();

export const described = <Schema extends v.GenericSchema>(description: string, schema: Schema) =>
  v.pipe(schema, v.description(description));

/** The payload that Novu stores with an answer; null where there is none. */
export const storedPayload = described("An object, unless another program stored something else", anyJson);
