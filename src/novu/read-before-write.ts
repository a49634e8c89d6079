import { Failure } from "../failures/failure.js";
import { withoutSending } from "../http/network-failure.js";

/** 401, 403 and 429 are not here: the write would meet them too. */
const MISSING_LIST: ReadonlySet<number> = new Set([400, 404, 405, 410, 422]);

/**
 * Whether reading a list failed because there is none, or none of this subscriber's: the route is missing, or the
 * response is no list. The write can still work; false for failures of the network, the key and the server.
 */
export const hasNoSuchList = ({ code, info }: Failure): boolean => {
  if (code === "E_ANSWER") return true;
  const status = info.http?.status ?? 0;
  const isSuccess = status >= 200 && status < 300;
  return MISSING_LIST.has(status) || (code === "E_NOT_NOVU" && isSuccess);
};

/** The failure of a read that precedes a write, as the failure of that write: the write was not sent. */
export const beforeWrite = (failure: Failure): Failure => {
  const { code, message, info } = withoutSending(failure);
  const hint = [...(info.hint ?? []), "Nothing was written: this was the read before the write."];
  return new Failure(code, message, { ...info, hint, sent: "no", details: { ...info.details, tries: 0 } });
};
