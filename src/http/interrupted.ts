import { Failure, type Sent } from "../failures/failure.js";
import type { HttpRequest } from "./http.js";

/**
 * Leaving off a question harms nothing; leaving off a change may have come too late.
 * @param sent what may have become of it so far
 */
export const interrupted = (
  { method, isOnce = false }: Pick<HttpRequest, "method" | "isOnce">,
  sent: Sent = "unknown",
): Failure => {
  if (method === "GET" || sent === "no") return new Failure("E_INTERRUPTED", "stopped", { sent: "no" });
  if (sent === "yes") {
    return new Failure("E_INTERRUPTED", "stopped before the next try", {
      hint: ["Nothing was changed."],
      sent,
    });
  }
  return new Failure("E_INTERRUPTED", "stopped before the answer came", {
    hint: [`Whether the change was made is not known.${isOnce ? "" : " Making it again is safe."}`],
    sent,
  });
};
