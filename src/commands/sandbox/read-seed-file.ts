import { Failure } from "../../failures/failure.js";
import type { JsonValue } from "../../model/json.js";
import { depthProblem } from "../../model/payload.js";

/** The JSON of a seed file; the sandbox itself checks the content. @throws Failure E_SEED */
export const parseSeed = (text: string, file: string): object => {
  const document = parse(text, file);
  const tooDeep = depthProblem(document);
  if (tooDeep !== undefined) throw refusedSeed(file, [`it ${tooDeep}`]);
  if (typeof document === "object" && document !== null) return document;
  throw refusedSeed(file, ["a seed must be an object"]);
};

const parse = (text: string, file: string): JsonValue => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusedSeed(file, [`not JSON: ${(error as Error).message}`]);
  }
};

/** @param lines one for each problem */
export const refusedSeed = (file: string, lines: readonly string[]): Failure =>
  new Failure("E_SEED", `${file === "-" ? "stdin" : file} isn't a valid seed`, {
    hint: [...lines, "Nothing was seeded."],
    details: { problems: lines },
  });
