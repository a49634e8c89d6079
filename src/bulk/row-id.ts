import { hash } from "node:crypto";
import type { ActionRequest } from "../model/action.js";
import { isJsonObject, type JsonValue } from "../model/json.js";

/**
 * Which row it is, wherever it stands: 16 hexadecimal digits that equal rows share. Two different ones of a million
 * have the same in one case of 10^7.
 */
export const rowId = (host: string, action: ActionRequest): string => {
  const { subscriberId, messageId, button, status, api, payload } = action;
  const parts = [host, subscriberId, messageId.toLowerCase(), button, status, api];
  const text = JSON.stringify(payload === undefined ? parts : [...parts, inOrder(payload)]);
  return hash("sha256", text, "hex").slice(0, 16);
};

/** The same value with its keys sorted: their order says nothing. */
const inOrder = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  // Pairs, not an object: an object puts keys like "2" first by itself, and one named __proto__ is none.
  return entries.map(([key, child]) => [key, inOrder(child)]);
};
