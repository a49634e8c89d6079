import { Failure } from "../../failures/failure.js";
import type { Observations } from "./examine.js";
import { type Finding, fail, pass, warn } from "./finding.js";

/** As in package.json's `engines`; a test holds the two together. */
export const OLDEST_NODE = "20.18.1";
/** From here on a run starts in half the time. */
const FASTER_MAJOR = 22;

export const checkProgram = ({ program }: Pick<Observations, "program">): Finding => {
  const { version, nodeVersion } = program;
  const what = `novu-msg ${version} on Node ${nodeVersion}`;
  const details = { version, node: nodeVersion, oldestNode: OLDEST_NODE };
  if (isOlder(nodeVersion, OLDEST_NODE)) {
    const failure = new Failure("E_NODE", `${what}: Node ${OLDEST_NODE} or newer is needed`);
    return fail("program", failure, { details, next: ["Install Node 22 or newer from nodejs.org."] });
  }
  return Number.parseInt(nodeVersion, 10) < FASTER_MAJOR
    ? warn("program", `${what}; ${FASTER_MAJOR} and later start faster`, details, [
        `Install Node ${FASTER_MAJOR} or newer from nodejs.org.`,
      ])
    : pass("program", what, details);
};

const isOlder = (version: string, floor: string): boolean => {
  const [have, need] = [version, floor].map((text) =>
    text.split(".").map((part) => Number.parseInt(part, 10)),
  );
  const differing = (need ?? []).findIndex((part, at) => have?.[at] !== part);
  return differing >= 0 && (have?.[differing] ?? 0) < (need?.[differing] ?? 0);
};
