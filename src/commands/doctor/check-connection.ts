import type { Observations } from "./examine.js";
import { type Finding, fail, pass, skip } from "./finding.js";

export const checkConnection = ({ line }: Pick<Observations, "line">): Finding => {
  if (line.kind === "skipped") return skip("connection", line.because);
  if (line.kind === "failed") return fail("connection", line.failure);
  const { address, isThroughProxy, connectMs } = line.value;
  const way = isThroughProxy ? `through the proxy ${address}` : `to ${address}`;
  return pass("connection", `${way} in ${connectMs} ms`, { address, isThroughProxy, connectMs });
};
