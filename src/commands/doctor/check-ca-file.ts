import { Failure } from "../../failures/failure.js";
import type { NamedCaFile } from "../../http/network-probe.js";
import type { Observations } from "./examine.js";
import { type Finding, fail, info, pass, warn } from "./finding.js";

/** A bad --ca-file stops every request; one of NODE_EXTRA_CA_CERTS Node passes over at its start, with a warning. */
export const checkCaFile = ({ caFiles }: Pick<Observations, "caFiles">): Finding => {
  if (caFiles.length === 0) {
    return info("ca-file", "neither --ca-file nor NODE_EXTRA_CA_CERTS is set", { files: [] });
  }
  const details = {
    files: caFiles.map(({ source, file, pems }) => ({ source, file, certificates: pems.length })),
  };
  const finding = caFiles.map(sentence).join("; ");
  const broken = caFiles.filter(({ problem }) => problem !== undefined);
  if (broken.some(({ source }) => source === "--ca-file")) {
    return fail("ca-file", new Failure("E_FILE", finding), { details, next: adviceFor(broken) });
  }
  return broken.length > 0
    ? warn("ca-file", finding, details, adviceFor(broken))
    : pass("ca-file", finding, details);
};

const sentence = ({ source, file, pems, problem }: NamedCaFile): string => {
  const count = pems.length === 1 ? "1 certificate" : `${pems.length} certificates`;
  if (problem === undefined) return `${source}: ${file}, ${count}`;
  return `${source} names ${file}, and ${problem}${source === "--ca-file" ? "" : "; Node passes over it"}`;
};

const adviceFor = (broken: readonly NamedCaFile[]): string[] =>
  broken.map(
    ({ source }) => `Let ${source} name a readable file of certificates in PEM form, or leave it out.`,
  );
