import * as v from "valibot";
import { textOrNull } from "./values.js";

/** The environment of a key; null for what the server does not say. */
export const environment = v.nullable(
  v.strictObject({ id: textOrNull, name: textOrNull, type: textOrNull, organizationId: textOrNull }),
);
export type EnvironmentDocument = v.InferOutput<typeof environment>;
