import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../model/json.js";
import { lossyNumber } from "../../../model/lossy-number.js";
import { assignAll, BODY_LIMIT_BYTES } from "../../../model/payload.js";
import { depthProblem, kindProblem } from "../../../model/payload-problem.js";
import type { PayloadChange } from "./set-input.js";

/** The object that the payload options describe, or undefined to keep the stored one. @throws Failure */
export const buildPayload = async (
  { readText }: Pick<Context, "readText">,
  change: PayloadChange,
): Promise<JsonObject | undefined> => {
  if (change.mode === "keep") return undefined;
  if (change.mode === "clear") return {};
  const base = change.source === undefined ? {} : await readObject(readText, change.source);
  const payload = assignAll(base, change.assignments);
  const tooDeep = depthProblem(payload);
  if (tooDeep === undefined) return payload;
  throw new Failure("E_PAYLOAD", `the payload ${tooDeep}`, { hint: ["Nothing was sent."] });
};

const readObject = async (readText: Context["readText"], source: string): Promise<JsonObject> => {
  const { text, name } = await locate(readText, source);
  const value = parse(text, name);
  assertExact(text, name);
  const tooDeep = depthProblem(value);
  if (tooDeep !== undefined) {
    throw new Failure("E_PAYLOAD", `${name} ${tooDeep}`, { hint: ["Nothing was sent."] });
  }
  if (isJsonObject(value)) return value;
  throw new Failure("E_PAYLOAD", `${name} ${kindProblem(value)}`, {
    hint: [
      "Novu would store it unchecked, or silently keep the old one; nothing was sent.",
      "To remove the stored payload use --clear-payload; to keep it leave --payload out.",
    ],
  });
};

/** @throws Failure E_PAYLOAD for a number that would arrive as another one */
const assertExact = (text: string, name: string): void => {
  const number = lossyNumber(text);
  if (number === undefined) return;
  throw new Failure("E_PAYLOAD", `${name} holds ${number}, which Novu's server cannot keep exactly`, {
    hint: [`Write it as a text: "${number}". Nothing was sent.`],
  });
};

const locate = async (
  readText: Context["readText"],
  source: string,
): Promise<{ text: string; name: string }> => {
  if (source === "-") return { text: await readText("-"), name: "the payload from stdin" };
  if (source === "@-") return locate(readText, "-");
  if (source.startsWith("@"))
    return { text: await readText(source.slice(1)), name: `the payload in ${source.slice(1)}` };
  return { text: source, name: "the payload" };
};

const parse = (text: string, name: string): JsonValue => {
  if (text.trim() === "") throw new Failure("E_PAYLOAD", `${name} is empty`, { hint: ["Nothing was sent."] });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure("E_PAYLOAD", `${name} is not JSON: ${error instanceof Error ? error.message : error}`, {
      hint: [`An example: --payload '{"by":"ci"}'. Nothing was sent.`],
    });
  }
};

/** @throws Failure E_PAYLOAD_SIZE */
export const assertBodySize = (body: unknown): void => {
  const bytes = Buffer.byteLength(JSON.stringify(body ?? null));
  if (bytes <= BODY_LIMIT_BYTES) return;
  throw new Failure(
    "E_PAYLOAD_SIZE",
    `the payload makes a request of ${bytes} bytes; Novu takes ${BODY_LIMIT_BYTES}`,
    {
      hint: ["Nothing was sent. Store the large part elsewhere and put a link to it into the payload."],
    },
  );
};
