import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { duplicateKey } from "../../../model/duplicate-key.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../model/json.js";
import { lossyNumber } from "../../../model/lossy-number.js";
import {
  assignAll,
  assignmentConflict,
  contentProblem,
  kindProblem,
  mergePatch,
  parentsFirst,
} from "../../../model/payload.js";
import { MASK } from "../../../secrets/secret.js";
import { conflictingAssignments } from "../../../views/conflicting-assignments.js";
import type { SetActionInput } from "./set.js";

/**
 * The object that the payload options describe, before it is merged; undefined to keep the stored one.
 * @throws Failure E_PAYLOAD, E_FILE
 */
export const buildPayload = async (
  { readText }: Pick<Context, "readText">,
  change: SetActionInput["payload"],
): Promise<JsonObject | undefined> => {
  if (change.mode === "keep") return undefined;
  if (change.mode === "clear") return {};
  const assignments = parentsFirst(change.assignments);
  const contradiction = assignmentConflict(assignments);
  if (contradiction !== undefined) throw conflictingAssignments(contradiction);
  const base = change.source === undefined ? {} : await readObject(readText, change.source);
  const payload = assignAll(base, assignments);
  const problem = contentProblem(payload);
  if (problem === undefined) return payload;
  throw new Failure("E_PAYLOAD", `the payload ${problem}`, { hint: ["Nothing was sent."] });
};

const readObject = async (readText: Context["readText"], source: string): Promise<JsonObject> => {
  const { text, name } = await readSource(readText, source);
  const value = parse(text, name);
  assertExact(text, name);
  const problem = contentProblem(value);
  if (problem !== undefined) {
    throw new Failure("E_PAYLOAD", `${name} ${problem}`, { hint: ["Nothing was sent."] });
  }
  if (isJsonObject(value)) return value;
  throw new Failure("E_PAYLOAD", `${name} ${kindProblem(value)}`, {
    hint: [
      "Novu would store it unchecked or silently keep the old one. Nothing was sent.",
      "To remove the stored payload use --clear-payload; to keep it, leave out --payload.",
    ],
  });
};

/** @throws Failure E_PAYLOAD for a number that JavaScript would change, or a key of which only the last value would stay */
const assertExact = (text: string, name: string): void => {
  const key = duplicateKey(text);
  if (key !== undefined) {
    throw new Failure("E_PAYLOAD", `${name} has the key ${JSON.stringify(key)} twice`, {
      hint: ["Only one of them could be stored. Nothing was sent."],
    });
  }
  const number = lossyNumber(text);
  if (number === undefined) return;
  throw new Failure("E_PAYLOAD", `${name} contains ${number}, which Novu can't store exactly`, {
    hint: [`Use a string instead: "${number}". Nothing was sent.`],
  });
};

/** The text of the payload, and its name in errors. */
const readSource = async (
  readText: Context["readText"],
  source: string,
): Promise<{ text: string; name: string }> => {
  if (source === "-") return { text: await readText("-"), name: "the payload from stdin" };
  if (source === "@-") return readSource(readText, "-");
  if (source.startsWith("@"))
    return { text: await readText(source.slice(1)), name: `the payload in ${source.slice(1)}` };
  return { text: source, name: "the payload" };
};

const parse = (text: string, name: string): JsonValue => {
  if (text.trim() === "") throw new Failure("E_PAYLOAD", `${name} is empty`, { hint: ["Nothing was sent."] });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure(
      "E_PAYLOAD",
      `${name} isn't valid JSON: ${error instanceof Error ? error.message : error}`,
      {
        hint: [`Example: --payload '{"by":"ci"}'. Nothing was sent.`],
      },
    );
  }
};

/**
 * The stored payload with the given one merged into it.
 * @throws Failure E_PAYLOAD if the stored one holds the API key, which was masked when it was read
 */
export const mergePayload = (stored: JsonValue | undefined, given: JsonObject): JsonObject => {
  const merged = mergePatch(stored, given);
  if (!holdsMask(merged) || holdsMask(given)) return merged;
  throw new Failure("E_PAYLOAD", "the stored payload contains your API key, or part of it", {
    hint: [
      "It was masked on reading, so merging would store the mask instead. Nothing was sent.",
      "Use --payload to replace the whole payload.",
    ],
  });
};

const holdsMask = (payload: JsonObject): boolean => JSON.stringify(payload).includes(MASK);
