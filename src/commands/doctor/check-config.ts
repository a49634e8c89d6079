import type { Observations } from "./examine.js";
import { adviceOf, type Finding, fail, info, pass, warn } from "./finding.js";

type Needs = Pick<Observations, "config" | "survey">;

export const checkConfigFolder = ({ config }: Needs): Finding => {
  const { folder, folderMode, folderProblem } = config;
  const details = { path: folder, mode: folderMode ?? null };
  if (folderProblem !== undefined) return fail("config-folder", folderProblem, { details });
  if (folderMode === undefined && !config.exists)
    return info("config-folder", `${folder}, not there yet`, details);
  return pass("config-folder", withMode(folder, folderMode), details);
};

/** A file can be broken and open to others at once; both are said. */
export const checkConfigFile = ({ config, survey }: Needs): Finding => {
  const { file, fileMode, fileProblems, exists } = config;
  const details = { path: file, mode: fileMode ?? null, exists };
  const [first] = fileProblems;
  if (first !== undefined) {
    const finding = fileProblems.map(({ message }) => message).join("; ");
    // With a key from a variable nothing is taken from it, which is no problem.
    if (config.isForeign && survey.key?.value.in === "variable") {
      return warn("config-file", `${finding}; it is ignored`, details, fileProblems.flatMap(adviceOf));
    }
    return fail("config-file", first, { finding, next: fileProblems.flatMap(adviceOf), details });
  }
  if (!exists) return info("config-file", `${file}, not there yet`, details);
  return pass("config-file", withMode(file, fileMode), details);
};

const withMode = (place: string, mode: string | undefined): string =>
  mode === undefined ? place : `${place}, mode ${mode}`;
