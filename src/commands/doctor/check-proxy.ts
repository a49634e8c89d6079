import type { Observations } from "./examine.js";
import { type Finding, fail, info, pass, skip } from "./finding.js";

/** Which proxy leads to the address, and why; whether it does is what the connection shows. */
export const checkProxy = ({ proxy }: Pick<Observations, "proxy">): Finding => {
  if (proxy.kind === "skipped") return skip("proxy", proxy.because);
  if (proxy.kind === "failed") return fail("proxy", proxy.failure);
  const { set, use, because } = proxy.value;
  const details = {
    set: set.map((setting) => ({ ...setting })),
    applying: use?.source ?? null,
    proxy: use?.shown ?? null,
  };
  if (set.length === 0) return info("proxy", "none is set", details);
  const listed = (settings: typeof set) => settings.map(({ name, value }) => `${name}=${value}`).join(", ");
  if (use === undefined) {
    return pass(
      "proxy",
      `none: ${because ?? "none is meant for this address"}; set: ${listed(set)}`,
      details,
    );
  }
  const others = set.filter(({ name }) => name !== use.source);
  const also = others.length === 0 ? "" : `; also set: ${listed(others)}`;
  return pass("proxy", `${use.shown}, from ${use.source}${also}`, details);
};
