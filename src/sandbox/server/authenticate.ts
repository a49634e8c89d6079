import { createMiddleware } from "hono/factory";
import { bareException, unauthorized } from "../api-error.js";
import type { Environment, World } from "../world.js";
import type { HonoEnv } from "./call.js";

const environmentFor = (world: World, header: string | undefined): Environment => {
  if (!header) {
    throw unauthorized("Missing authorization header");
  }
  const [scheme = "", key = ""] = header.split(" ", 2);
  if (scheme === "Bearer" || (scheme === "ApiKey" && key === "")) {
    throw bareException(401);
  }
  if (scheme !== "ApiKey") {
    // Novu repeats the first word, which is the key if the scheme is missing (docs/novu-api.md, "Authentication").
    throw unauthorized(`Invalid authentication scheme: "${scheme}"`);
  }
  const environment = world.environments.get(header.slice(scheme.length + 1));
  if (environment === undefined) {
    throw unauthorized("API Key not found");
  }
  return environment;
};

export const authenticate = (world: World) =>
  createMiddleware<HonoEnv>(async (context, next) => {
    context.set("environment", environmentFor(world, context.req.header("authorization")));
    await next();
  });
