import { Failure } from "../failures/failure.js";
import { path } from "../http/path.js";
import { unwrap } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";

/** @throws Failure E_NOT_NOVU if the response is not a list, and those of `NovuCall` */
export const assertMessageList = async (call: NovuCall): Promise<void> => {
  const { data } = unwrap(await call({ method: "GET", path: "/v1/messages?limit=1" }));
  if (Array.isArray(data)) return;
  throw new Failure("E_NOT_NOVU", "the server's response isn't a list of messages", {
    sent: "yes",
  });
};

/** The server stops at the missing subscriber. */
const NONEXISTENT_SUBSCRIBER = "novu-msg-doctor";

/**
 * Whether the server has the v2 notification routes. They were released together (docs/novu-api.md, "v2 notifications"),
 * so it is enough to request the list: a 404 names the subscriber if the route exists, and otherwise the route.
 * `GET /v2/subscribers` is older and proves nothing. @throws Failure of `NovuCall`
 */
export const hasNotificationRoutes = async (call: NovuCall): Promise<boolean> => {
  try {
    await call({
      method: "GET",
      path: `${path`/v2/subscribers/${NONEXISTENT_SUBSCRIBER}/notifications`}?limit=1`,
    });
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === "E_SUBSCRIBER") return true;
    if (error instanceof Failure && error.code === "E_NO_ROUTE") return false;
    throw error;
  }
};
