import { createHash } from "node:crypto";
import type { UnknownObject } from "../json.js";
import { iso } from "../time.js";
import type { StoredEnvironment, World } from "../world.js";

export const environmentDocument = (world: World, environment: StoredEnvironment): UnknownObject => ({
  widget: { notificationCenterEncryption: false },
  name: environment.name,
  identifier: environment.identifier,
  _organizationId: world.organizationId,
  ...world.behavior.environmentFields(environment),
  _id: environment.id,
  createdAt: iso(environment.createdAt),
  updatedAt: iso(environment.createdAt),
  __v: 0,
});

/** Contains keys only for the caller's environment, in clear text (docs/novu-api.md, "Environments and keys"). */
export const listedEnvironment = (
  world: World,
  environment: StoredEnvironment,
  caller: StoredEnvironment,
): UnknownObject => ({
  ...environmentDocument(world, environment),
  apiKeys:
    environment === caller
      ? [
          {
            key: environment.key,
            _userId: world.userId,
            hash: createHash("sha256").update(environment.key).digest("hex"),
          },
        ]
      : [],
});
