import type { HttpRequest } from "../http/http.js";
import { isJsonObject, objectOf, stringOf } from "../model/json.js";
import { unwrap } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";

/** The only route that needs no key (docs/novu-api.md, "Environments and keys"). */
export const HEALTH_CHECK: HttpRequest = { method: "GET", path: "/v1/health-check" };

export interface Health {
  /** Whether the body has the shape of Novu's health check. */
  readonly isNovu: boolean;
  /** The server's version; not every server sends it. */
  readonly version: string | undefined;
}

/** @throws Failure of `NovuCall` */
export const readHealth = async (call: NovuCall): Promise<Health> => {
  const { data } = unwrap(await call(HEALTH_CHECK));
  const document = objectOf(data) ?? {};
  const apiVersion = objectOf(document.info)?.apiVersion;
  return {
    isNovu: stringOf(document.status) !== undefined && isJsonObject(document.info),
    version: stringOf(objectOf(apiVersion)?.version),
  };
};
