import type { FieldProblem } from "./api-error.js";
import { isObject, type UnknownObject } from "./json.js";
import { isObjectId } from "./object-id.js";
import type { Call } from "./server/route.js";
import type { StoredSubscriber } from "./subscribers.js";

export type Problems = Readonly<Record<string, FieldProblem>>;

export const bodyOf = (call: Call): UnknownObject => (isObject(call.body) ? call.body : {});

export const param = (call: Call, name: string): string => call.params[name] ?? "";

export const objectIdProblems = (name: string, value: string): Problems =>
  isObjectId(value) ? {} : { [name]: { messages: [`${name} must be a mongodb id`], value } };

export const throwProblems = (call: Call, command: string, problems: Problems): void => {
  if (Object.keys(problems).length > 0) {
    throw call.serverState.behavior.invalidCommand(command, problems);
  }
};

export const objectIdParam = (call: Call, command: string, name: string): string => {
  const value = param(call, name);
  throwProblems(call, command, objectIdProblems(name, value));
  return value;
};

/** The complaints about a number, in the servers' order. */
export const rangeComplaints = (name: string, value: number, min: number, max: number): readonly string[] => [
  ...(value <= max ? [] : [`${name} must not be greater than ${max}`]),
  ...(value >= min ? [] : [`${name} must not be less than ${min}`]),
  ...(Number.isInteger(value) ? [] : [`${name} must be an integer number`]),
];

/** @throws ApiError as for input that the route's declaration refuses, if there are complaints */
export const throwComplaints = (call: Call, complaints: readonly string[]): void => {
  if (complaints.length > 0) throw call.serverState.behavior.invalidInput(complaints);
};

/** A parameter of the query: a text, or a list if it is repeated or written as `name[]`. */
export const queryValue = (query: URLSearchParams, name: string): string | readonly string[] | undefined => {
  const own = [...query].filter(
    ([key]) => key.startsWith(name) && /^(?:\[\d*\])?$/.test(key.slice(name.length)),
  );
  const [first] = own;
  if (first === undefined) return undefined;
  return own.length === 1 && first[0] === name ? first[1] : own.map(([, value]) => value);
};

export const listQuery = (query: URLSearchParams, name: string): readonly string[] =>
  [queryValue(query, name) ?? []].flat();

/** A text of the query; undefined if it is absent, empty or a list. */
export const textQuery = (query: URLSearchParams, name: string): string | undefined => {
  const value = queryValue(query, name);
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** A whole number of the query. @throws ApiError as for a value that the route's declaration refuses */
export const numberQuery = (
  call: Call,
  name: string,
  fallback: number,
  [min, max]: readonly [number, number],
): number => {
  const value = Number(queryValue(call.query, name) ?? fallback);
  throwComplaints(call, rangeComplaints(name, value, min, max));
  return value;
};

/** Only `true` is true; any other text is false (docs/novu-api.md, "Lists and finding a message"). */
export const booleanQuery = (query: URLSearchParams, name: string): boolean | undefined => {
  const value = queryValue(query, name);
  return value === undefined || value === "" ? undefined : value === "true";
};

export const existingSubscriber = (call: Call): StoredSubscriber => {
  const subscriberId = param(call, "subscriberId");
  const subscriber = call.environment.subscribers.get(subscriberId);
  if (subscriber === undefined) {
    throw call.serverState.behavior.unknownSubscriber(subscriberId);
  }
  return subscriber;
};
