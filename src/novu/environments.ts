import { Failure } from "../failures/failure.js";
import type { Environment } from "../model/environment.js";
import { arrayOf, isJsonObject, type JsonObject, stringOf } from "../model/json.js";
import { unwrap } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";

/**
 * The environment of the key: from `environments/me`; if the server lacks that route, from the entry of `environments`
 * that shows keys; otherwise from any message (docs/novu-api.md, "Environments and keys"). Reads only.
 * @throws Failure E_UNAUTHORIZED if the key is refused, and network failures
 */
export const readEnvironment = async (call: NovuCall): Promise<Environment> => {
  let missing: Failure | undefined;
  for (const attempt of [fromMe, fromList, fromMessage]) {
    try {
      const environment = await attempt(call);
      if (environment !== undefined) return environment;
    } catch (error) {
      missing = asMissingRoute(error);
    }
  }
  throw (
    missing ??
    new Failure("E_NOT_NOVU", "the key was accepted, but its environment is unknown", { sent: "yes" })
  );
};

const fromMe = async (call: NovuCall): Promise<Environment | undefined> => {
  const { data } = unwrap(await call({ method: "GET", path: "/v1/environments/me" }));
  return isJsonObject(data) ? environmentOf(data) : undefined;
};

/** The list contains decrypted keys only for the environment of the caller's key. */
const fromList = async (call: NovuCall): Promise<Environment | undefined> => {
  const { data } = unwrap(await call({ method: "GET", path: "/v1/environments" }));
  const current = arrayOf(data)
    .filter(isJsonObject)
    .find((entry) => arrayOf(entry.apiKeys).length > 0);
  return current && environmentOf(current);
};

const fromMessage = async (call: NovuCall): Promise<Environment | undefined> => {
  const { data } = unwrap(await call({ method: "GET", path: "/v1/messages?limit=1" }));
  if (!Array.isArray(data)) return undefined;
  const [message] = arrayOf(data).filter(isJsonObject);
  return {
    id: stringOf(message?._environmentId),
    name: undefined,
    type: undefined,
    organizationId: stringOf(message?._organizationId),
  };
};

const environmentOf = (document: JsonObject): Environment => ({
  id: stringOf(document._id),
  name: stringOf(document.name),
  type: stringOf(document.type),
  organizationId: stringOf(document._organizationId),
});

/** Older servers lack some of the routes, so the next one is tried; any other failure is thrown. */
const asMissingRoute = (error: unknown): Failure => {
  if (error instanceof Failure && (error.code === "E_NO_ROUTE" || isClosedToKeys(error))) return error;
  throw error;
};

/** Some routes are closed to API keys, which says nothing about the key (docs/novu-api.md, "Authentication"). */
const isClosedToKeys = ({ code, info }: Failure): boolean =>
  code === "E_UNAUTHORIZED" && info.details?.serverMessage === "API endpoint not available";
