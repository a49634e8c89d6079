import { Failure } from "../../failure/failure.js";

/** JSON of a seed file; what it says is the sandbox's to check. @throws Failure E_SEED */
export const parseSeed = (text: string, file: string): object => {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === "object" && document !== null) return document;
  } catch (error) {
    throw refusedSeed(file, [`not JSON: ${(error as Error).message}`]);
  }
  throw refusedSeed(file, ["a seed must be an object"]);
};

/** One line for each thing that is wrong. */
export const refusedSeed = (file: string, lines: readonly string[]): Failure =>
  new Failure("E_SEED", `${file === "-" ? "what came on stdin" : file} cannot be a sandbox's seed`, {
    hint: [...lines, "Nothing was seeded."],
    details: { problems: lines },
  });
