import { badRequest } from "../api-error.js";
import { isObject, type UnknownObject } from "../json.js";

const MAX_TEXT = 256;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("Invalid JSON format for data parameter");
  }
};

const assertScalar = (name: string, value: unknown): void => {
  if (typeof value === "object" && value !== null) {
    throw badRequest("Maximum nesting level exceeded (2 levels max)");
  }
  if (typeof value === "string" && value.length > MAX_TEXT) {
    throw badRequest(`String value for ${name} exceeds ${MAX_TEXT} characters`);
  }
};

/** A `data` parameter as a filter: an object of scalars, at most two levels deep. @throws ApiError 400 */
export const dataFilter = (text: string | undefined): UnknownObject | undefined => {
  if (!text) return undefined;
  const data = parse(text);
  if (!isObject(data)) throw badRequest("Data must be an object");
  for (const [key, value] of Object.entries(data)) {
    if (Array.isArray(value)) throw badRequest("Arrays are not supported in data filter");
    const scalars = isObject(value) ? Object.entries(value) : [[key, value] as const];
    for (const [name, scalar] of scalars) assertScalar(name, scalar);
  }
  return data;
};
