import type { Observations } from "./examine.js";
import { type Finding, fail, info, pass, skip, warn } from "./finding.js";

export const checkProxy = ({ proxy }: Pick<Observations, "proxy">): Finding => {
  if (proxy.kind === "skipped") return skip("proxy", proxy.because);
  if (proxy.kind === "failed") return fail("proxy", proxy.failure);
  const { set, applying } = proxy.value;
  const details = { set: set.map((variable) => ({ ...variable })), applying: applying ?? null };
  if (set.length === 0) return info("proxy", "none is set", details);
  const shown = set.map(({ name, value }) => `${name}=${value}`).join(", ");
  if (applying === undefined) return pass("proxy", `${shown}; none is meant for this address`, details);
  return warn("proxy", `${shown}; novu-msg does not use proxies yet and connects directly`, details, [
    "Where only the proxy leads out, novu-msg cannot reach Novu yet; where both ways do, this does no harm.",
  ]);
};
