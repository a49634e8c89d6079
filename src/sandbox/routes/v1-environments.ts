import { createHash } from "node:crypto";
import type { UnknownObject } from "../json.js";
import type { Route } from "../server/route.js";
import type { ServerState, StoredEnvironment } from "../server-state.js";
import { iso } from "../time.js";

const environmentDocument = (serverState: ServerState, environment: StoredEnvironment): UnknownObject => ({
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
const listedEnvironment = (
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

export const environmentRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/environments/me",
    category: "global",
    handle: ({ serverState, environment }) => ({
      ...environmentDocument(serverState, environment),
      id: environment.id,
    }),
  },
  {
    method: "GET",
    path: "/v1/environments",
    category: "global",
    handle: ({ serverState, environment }) =>
      [...serverState.environments.values()].map((each) => listedEnvironment(serverState, each, environment)),
  },
  {
    method: "GET",
    path: "/v1/users/me",
    category: "global",
    handle: ({ serverState, environment }) => ({
      _id: serverState.userId,
      firstName: "Sandbox",
      lastName: "Owner",
      email: "owner@example.com",
      profilePicture: null,
      createdAt: iso(environment.createdAt),
      showOnBoarding: false,
    }),
  },
  {
    method: "GET",
    path: "/v1/health-check",
    category: "open",
    handle: ({ serverState }) => {
      const info = {
        db: { status: "up" },
        apiVersion: { version: serverState.behavior.apiVersion, status: "up" },
      };
      return { status: "ok", info, error: {}, details: info };
    },
  },
];
