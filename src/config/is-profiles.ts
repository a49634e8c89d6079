import { depthOf, isJsonObject } from "../model/json.js";
import type { KeyLocation, Profile, Profiles } from "./profile.js";

/** What is nested deeper could be read, but not written again. */
const DEEPEST = 200;

/** Whether what a file holds is what we wrote; unknown extra fields are fine, they may be a newer version's. */
export const isProfiles = (value: unknown): value is Profiles =>
  isJsonObject(value) &&
  depthOf(value) <= DEEPEST &&
  isOptionalSchema(value.schema) &&
  isJsonObject(value.profiles) &&
  Object.values(value.profiles).every(isProfile) &&
  isOptionalString(value.active) &&
  isOptionalString(value.previous);

const isProfile = (value: unknown): value is Profile =>
  isJsonObject(value) &&
  typeof value.apiUrl === "string" &&
  URL.canParse(value.apiUrl) &&
  typeof value.createdAt === "string" &&
  isKeyLocation(value.key) &&
  isOptionalEnvironment(value.environment) &&
  (value.allowHttp === undefined || typeof value.allowHttp === "boolean") &&
  (value.protected === undefined || typeof value.protected === "boolean") &&
  isOptionalString(value.verifiedAt);

const isOptionalEnvironment = (value: unknown): boolean =>
  value === undefined ||
  (isJsonObject(value) && [value.id, value.name, value.type, value.organizationId].every(isOptionalString));

const isKeyLocation = (value: unknown): value is KeyLocation =>
  isJsonObject(value) &&
  ((value.in === "file" && typeof value.value === "string") ||
    (value.in === "keychain" && typeof value.service === "string" && typeof value.account === "string") ||
    (value.in === "env" && typeof value.name === "string") ||
    (value.in === "command" && typeof value.command === "string"));

const isOptionalSchema = (value: unknown): boolean =>
  value === undefined || (Number.isSafeInteger(value) && Number(value) > 0);

const isOptionalString = (value: unknown): boolean => value === undefined || typeof value === "string";
