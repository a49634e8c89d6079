import { createHash } from "node:crypto";
import type { UnknownObject } from "../json.js";
import type { ServerState, StoredEnvironment } from "../server-state.js";
import { iso } from "../time.js";

export const environmentDocument = (
  serverState: ServerState,
  environment: StoredEnvironment,
): UnknownObject => ({
  widget: { notificationCenterEncryption: false },
  name: environment.name,
  identifier: environment.identifier,
  _organizationId: serverState.organizationId,
  ...serverState.behavior.environmentFields(environment),
  _id: environment.id,
  createdAt: iso(environment.createdAt),
  updatedAt: iso(environment.createdAt),
  __v: 0,
});

/** Contains keys only for the caller's environment, in clear text (docs/novu-api.md, "Environments and keys"). */
export const listedEnvironment = (
  serverState: ServerState,
  environment: StoredEnvironment,
  caller: StoredEnvironment,
): UnknownObject => ({
  ...environmentDocument(serverState, environment),
  apiKeys:
    environment === caller
      ? [
          {
            key: environment.apiKey,
            _userId: serverState.userId,
            hash: createHash("sha256").update(environment.apiKey).digest("hex"),
          },
        ]
      : [],
});
