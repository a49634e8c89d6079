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

export const rangeComplaints = (name: string, value: number, min: number, max: number): readonly string[] => [
  ...(Number.isInteger(value) ? [] : [`${name} must be an integer number`]),
  ...(value > max ? [`${name} must not be greater than ${max}`] : []),
  ...(value < min ? [`${name} must not be less than ${min}`] : []),
];

/** A number from the query. @throws ApiError as for a value that the route's declaration refuses */
export const numberQuery = (
  call: Call,
  name: string,
  fallback: number,
  [min, max]: readonly [number, number],
): number => {
  const value = Number(call.query.get(name) ?? fallback);
  const complaints = rangeComplaints(name, value, min, max);
  if (complaints.length > 0) {
    throw call.serverState.behavior.invalidInput(complaints);
  }
  return value;
};

/** Only `true` is true; any other text is false (docs/novu-api.md, "Lists and finding a message"). */
export const booleanQuery = (query: URLSearchParams, name: string): boolean | undefined => {
  const text = query.get(name);
  return text ? text === "true" : undefined;
};

export const listQuery = (query: URLSearchParams, name: string): readonly string[] => [
  ...query.getAll(name),
  ...query.getAll(`${name}[]`),
];

export const existingSubscriber = (call: Call): StoredSubscriber => {
  const subscriberId = param(call, "subscriberId");
  const subscriber = call.environment.subscribers.get(subscriberId);
  if (subscriber === undefined) {
    throw call.serverState.behavior.unknownSubscriber(subscriberId);
  }
  return subscriber;
};
