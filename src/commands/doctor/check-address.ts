import { serverName } from "../../config/api-url.js";
import type { Observations } from "./examine.js";
import { type Finding, fail, pass, skip } from "./finding.js";

export const checkAddress = ({ survey }: Pick<Observations, "survey">): Finding => {
  const { apiUrl, problems } = survey;
  if (problems.address !== undefined) return fail("address", problems.address);
  if (apiUrl === undefined) return skip("address", "it would come from a profile that cannot be had");
  const { value, source, overridden } = apiUrl;
  const region = serverName(value);
  return pass("address", `${value}${cloud(region)}, ${from(source)}${ignoring(overridden)}`, {
    apiUrl: value,
    region,
    source,
    shadowed: [...overridden],
  });
};

const cloud = (region: string): string => (/^(?:us|eu)$/.test(region) ? ` (${region} cloud)` : "");

const from = (source: string): string => (source === "default" ? "the default" : `from ${source}`);

/** What else was set and does not count in this run. */
export const ignoring = (shadowed: readonly string[]): string =>
  shadowed.length === 0 ? "" : `; ignored: ${shadowed.join(", ")}`;
