import type { JsonValue } from "../../model/json.js";
import type { Assignment } from "../../model/payload.js";

/** The path with query parameters added to its own; texts as they are, every other value as JSON. */
export const withFields = (path: string, fields: readonly Assignment[]): string =>
  joined(path, [
    ...parametersOf(path),
    ...fields.map((field) => parameter(nameOf(field), textOf(field.value))),
  ]);

const nameOf = ({ path, isItem }: Assignment): string => `${path.join(".")}${isItem ? "[]" : ""}`;

/** The path with one query parameter set; the others keep their spelling. */
export const withParameter = (path: string, name: string, value: string): string =>
  joined(path, [
    ...parametersOf(path).filter((text) => !new URLSearchParams(text).has(name)),
    parameter(name, value),
  ]);

export const queryOf = (path: string): URLSearchParams => new URLSearchParams(parametersOf(path).join("&"));

const parametersOf = (path: string): string[] => {
  const at = path.indexOf("?");
  return at < 0
    ? []
    : path
        .slice(at + 1)
        .split("&")
        .filter((text) => text !== "");
};

const joined = (path: string, parameters: readonly string[]): string =>
  parameters.length === 0 ? path : `${path.replace(/\?.*/s, "")}?${parameters.join("&")}`;

const parameter = (name: string, value: string): string => `${new URLSearchParams([[name, value]])}`;

const textOf = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));
