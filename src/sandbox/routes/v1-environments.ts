import type { Route } from "../server/route.js";
import { iso } from "../time.js";
import { environmentDocument, listedEnvironment } from "../views/environment-document.js";

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
