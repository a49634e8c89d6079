import { Failure } from "../failures/failure.js";
import { withoutSentHints } from "../http/network-failure.js";

/** Without 401, 403 and 429, which the write would get too. */
const MISSING_LIST: ReadonlySet<number> = new Set([400, 404, 405, 410, 422]);

/**
 * Whether reading a list failed because it does not exist: the route or the subscriber is missing, or the response is
 * not a list. The write can still work. False for failures of the network, the key and the server.
 */
export const hasNoSuchList = ({ code, info }: Failure): boolean => {
  if (code === "E_ANSWER") return true;
  const status = info.http?.status ?? 0;
  const isSuccess = status >= 200 && status < 300;
  return MISSING_LIST.has(status) || (code === "E_NOT_NOVU" && isSuccess);
};

/** Turns the failure of the read before a write into the failure of that write, which was not sent. */
export const withNothingWritten = (failure: Failure): Failure => {
  const { code, message, info } = withoutSentHints(failure);
  const hint = [...(info.hint ?? []), "Nothing was written: this failed while reading the message first."];
  return new Failure(code, message, { ...info, hint, sent: "no", details: { ...info.details, tries: 0 } });
};
