import type { Observations } from "./examine.js";
import { type Finding, fail, info, pass, skip } from "./finding.js";

export const checkDns = ({ hosts, survey }: Pick<Observations, "hosts" | "survey">): Finding => {
  if (hosts.kind === "skipped") return skip("dns", hosts.because);
  if (hosts.kind === "failed") return fail("dns", hosts.failure);
  const host = new URL(survey.apiUrl?.value ?? "").hostname;
  const addresses = [...hosts.value];
  const isLiteral = addresses.some((address) => host === address || host === `[${address}]`);
  return isLiteral
    ? info("dns", `none needed: ${host} is an address`, { host, addresses })
    : pass("dns", `${host} is ${addresses.join(", ")}`, { host, addresses });
};
