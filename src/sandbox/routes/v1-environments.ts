import type { Route } from "../server/route.js";
import { iso } from "../time.js";
import { environmentDocument, listedEnvironment } from "../views/environment-document.js";

export const environmentRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/environments/me",
    category: "global",
    answer: ({ world, environment }) => ({ ...environmentDocument(world, environment), id: environment.id }),
  },
  {
    method: "GET",
    path: "/v1/environments",
    category: "global",
    answer: ({ world, environment }) =>
      [...world.environments.values()].map((each) => listedEnvironment(world, each, environment)),
  },
  {
    method: "GET",
    path: "/v1/users/me",
    category: "global",
    answer: ({ world, environment }) => ({
      _id: world.userId,
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
    answer: ({ world }) => {
      const info = { db: { status: "up" }, apiVersion: { version: world.dialect.apiVersion, status: "up" } };
      return { status: "ok", info, error: {}, details: info };
    },
  },
];
