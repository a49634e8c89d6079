import { Failure, type Sent } from "../failures/failure.js";
import type { HttpRequest } from "./http.js";

/**
 * The failure for an aborted request. An aborted read is harmless; an aborted write may have been carried out.
 * @param sent over all tries so far
 */
export const interrupted = (
  { method, isNotRepeatable = false }: Pick<HttpRequest, "method" | "isNotRepeatable">,
  sent: Sent = "unknown",
): Failure => {
  if (method === "GET" || sent === "no") return new Failure("E_INTERRUPTED", "stopped", { sent: "no" });
  if (sent === "yes") {
    return new Failure("E_INTERRUPTED", "stopped before the next retry", {
      hint: ["Nothing was changed."],
      sent,
    });
  }
  return new Failure("E_INTERRUPTED", "stopped before the response arrived", {
    hint: [`The change may or may not have been made.${isNotRepeatable ? "" : " Running it again is safe."}`],
    sent,
  });
};
