import type { Observations } from "./examine.js";
import { type Finding, info, pass, warn } from "./finding.js";

/** Node reads the file at its start and passes over one it cannot read, with no more than a warning. */
export const checkCaFile = ({ caFile }: Pick<Observations, "caFile">): Finding => {
  if (caFile === undefined) return info("ca-file", "NODE_EXTRA_CA_CERTS is not set", { file: null });
  const { file, certificates, problem } = caFile;
  const details = { file, certificates };
  if (problem !== undefined) {
    return warn(
      "ca-file",
      `NODE_EXTRA_CA_CERTS names ${file}, and ${problem}; Node passes over it`,
      details,
      ["Let NODE_EXTRA_CA_CERTS name a readable file of certificates in PEM form, or unset it."],
    );
  }
  const count = certificates === 1 ? "1 certificate" : `${certificates} certificates`;
  return pass("ca-file", `NODE_EXTRA_CA_CERTS: ${file}, ${count}`, details);
};
