import { versionOf } from "./check-api.js";
import type { Observations } from "./examine.js";
import { type Finding, fail, info, pass, skip } from "./finding.js";

export const checkMessagesRoute = ({ messages }: Pick<Observations, "messages">): Finding => {
  if (messages.kind === "skipped") return skip("route-messages", messages.because);
  if (messages.kind === "failed") return fail("route-messages", messages.failure);
  return pass("route-messages", "GET /v1/messages answers with a list", { exists: true });
};

/**
 * The action route has no read request, and no write request is provably harmless: the versions tried check the ID
 * before anything is written (docs/novu-api.md, "The action route (v1)"), but none promises it. So it is inferred.
 */
export const checkActionsRoute = ({
  messages,
  health,
}: Pick<Observations, "messages" | "health">): Finding => {
  if (messages.kind === "skipped") return skip("route-actions", messages.because);
  if (messages.kind === "failed")
    return skip("route-actions", "there is no list of messages to infer it from");
  const version = versionOf(health);
  const server = version === undefined ? "" : ` and from the server's version, ${version}`;
  return info("route-actions", `inferred from the v1 messages list${server}; only a write would show it`, {
    exists: true,
    inferred: true,
  });
};

export const checkNotificationsRoute = ({ notifications }: Pick<Observations, "notifications">): Finding => {
  if (notifications.kind === "skipped") return skip("route-notifications", notifications.because);
  if (notifications.kind === "failed") return fail("route-notifications", notifications.failure);
  return notifications.value
    ? pass("route-notifications", "v2 notification routes are there", { exists: true })
    : info("route-notifications", "no v2 routes: --api v2 cannot be used", { exists: false }, [
        "v1, which is used by default, does the same; the v2 routes came with server 3.14.",
      ]);
};
