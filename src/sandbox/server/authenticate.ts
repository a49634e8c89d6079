import { createMiddleware } from "hono/factory";
import { bareException, unauthorized } from "../api-error.js";
import { readSessionToken } from "../inbox-session.js";
import type { ServerState, StoredEnvironment } from "../server-state.js";
import type { HonoEnv } from "./route.js";

const environmentFor = (serverState: ServerState, header: string | undefined): StoredEnvironment => {
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
  const environment = serverState.environments.get(header.slice(scheme.length + 1));
  if (environment === undefined) {
    throw unauthorized("API Key not found");
  }
  return environment;
};

/** Lets requests with an API key pass. */
export const authenticateKey = (serverState: ServerState) =>
  createMiddleware<HonoEnv>(async (context, next) => {
    context.set("environment", environmentFor(serverState, context.req.header("authorization")));
    await next();
  });

/** Lets requests with the token of an Inbox session pass. */
export const authenticateSession = (serverState: ServerState) =>
  createMiddleware<HonoEnv>(async (context, next) => {
    const [, token = ""] = /^Bearer (\S+)$/.exec(context.req.header("authorization") ?? "") ?? [];
    const session = readSessionToken(token, serverState.sessionSecret, serverState.now());
    const environments = [...serverState.environments.values()];
    const environment = environments.find(({ id }) => id === session?.environmentId);
    if (session === undefined || environment?.subscribers.get(session.subscriberId) === undefined) {
      throw bareException(401);
    }
    context.set("environment", environment);
    context.set("session", session);
    await next();
  });
