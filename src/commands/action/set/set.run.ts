import type { Outcome } from "../../../context/command-module.js";
import type { Connected, Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { ActionRequest, PrintForm } from "../../../model/action.js";
import { type PayloadEffect, writeWarnings } from "../../../model/action-change.js";
import { type ActionOutputs, actionOutputs } from "../../../model/action-outputs.js";
import { isEmptyPayload } from "../../../model/answer-check.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../model/json.js";
import { lossyNumber } from "../../../model/lossy-number.js";
import {
  assignAll,
  BODY_LIMIT_BYTES,
  depthProblem,
  kindProblem,
  mergePatch,
} from "../../../model/payload.js";
import { actionRequest } from "../../../novu/actions.js";
import { idempotencyKeyFor } from "../../../novu/novu.js";
import { assertAsAsked } from "../../../novu/set-action-verified.js";
import { MASK } from "../../../secrets/secret.js";
import { actionChangeView, type PlacedChange } from "../../../views/action-change-view.js";
import {
  type RequestPreview,
  requestPreviewDocument,
  requestPreviewView,
} from "../../../views/request-preview-view.js";
import { previewRequest } from "../../preview-request.js";
import { remember } from "../../remember.js";
import { type ActionTarget, findTarget, namedTarget } from "./action-target.js";
import { type CurrentMessage, needsRead, readCurrentMessage } from "./current-message.js";
import { guardWrite } from "./guard-write.js";
import type { PayloadChange, SetActionInput } from "./set-input.js";

type Model = PlacedChange | RequestPreview;
type Needs = Pick<Context, "connect" | "address" | "readText" | "output" | "recents" | "now">;

/** Sets one button, or shows the request that would. */
export const run = async (context: Needs, input: SetActionInput): Promise<Outcome<Model>> => {
  const given = await buildPayload(context, input.payload);
  const named = namedTarget(input);
  if (input.preview !== undefined && named !== undefined && !needsRead(input)) {
    const address = await context.address();
    const asked = requestOf(input, named, given);
    return { model: previewAction(asked, address, input.idempotencyKey, input.preview) };
  }
  const connected = await context.connect();
  const target = named ?? (await findTarget(context, connected.novu, input));
  const current = await readCurrentMessage(context, connected, input, target);
  const { found } = current;
  const before = found?.message.answer;
  const payload = input.payload.mode === "merge" ? mergePayload(before?.payload, given ?? {}) : given;
  const asked = requestOf(input, target, payload);
  const verdict = await guardWrite(context, input, asked, current);
  if (input.preview !== undefined) {
    const { value: address } = connected.facts.apiUrl;
    return { model: previewAction(asked, address, input.idempotencyKey, input.preview) };
  }
  if (found !== undefined && verdict === "unchanged") {
    await remember(context, asked.subscriberId, found.message);
    return {
      model: { ...found, asked, before, payload: "kept", isUnchanged: "already", place: connected.facts },
    };
  }
  const change = await write(context, connected, input, asked, current);
  return { model: change, warnings: writeWarnings(change) };
};

const requestOf = (
  { status, api }: SetActionInput,
  { subscriberId, messageId, button }: ActionTarget,
  payload: JsonObject | undefined,
): ActionRequest => {
  assertBodySize({ status, payload });
  return { subscriberId, messageId, button, status, api, ...(payload === undefined ? {} : { payload }) };
};

const write = async (
  context: Pick<Context, "output" | "recents">,
  { forWriting, facts }: Connected,
  { payload, idempotencyKey }: SetActionInput,
  asked: ActionRequest,
  { found, unchecked }: CurrentMessage,
): Promise<PlacedChange> => {
  const what = `set ${asked.button} of message ${asked.messageId} to ${asked.status}`;
  const novu = await forWriting({ what });
  const { document, message, isReplay } = await context.output.during(
    "writing",
    novu.setAction(asked, idempotencyKey),
  );
  assertAsAsked(asked, message);
  await remember(context, asked.subscriberId, message);
  return {
    asked,
    document,
    message,
    before: found?.message.answer,
    unchecked,
    payload: effectOf(payload.mode, asked),
    isUnchanged: isReplay ? "by an earlier request" : undefined,
    place: facts,
  };
};

const effectOf = (mode: SetActionInput["payload"]["mode"], { payload }: ActionRequest): PayloadEffect =>
  payload !== undefined && isEmptyPayload(payload) ? "cleared" : EFFECT[mode];

const EFFECT: Readonly<Record<SetActionInput["payload"]["mode"], PayloadEffect>> = {
  keep: "kept",
  clear: "cleared",
  replace: "replaced",
  merge: "merged",
};

export const document = (model: Model): JsonValue =>
  "document" in model ? model.document : requestPreviewDocument(model);

export const view = (model: Model) =>
  "document" in model ? actionChangeView(model) : requestPreviewView(model);

/** The button is the one that was set, also where the answer says that another one holds the slot. */
export const outputs = (model: Model): ActionOutputs | undefined =>
  "document" in model ? { ...actionOutputs(model.message), button: model.asked.button } : undefined;

/** The object that the payload options describe, or undefined to keep the stored one. @throws Failure */
const buildPayload = async (
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
const assertBodySize = (body: unknown): void => {
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

/**
 * The stored payload with the given one merged into it. What of it was masked on its way here cannot be written back.
 * @throws Failure E_PAYLOAD
 */
const mergePayload = (stored: JsonValue | undefined, given: JsonObject): JsonObject => {
  const merged = mergePatch(stored, given);
  if (!holdsMask(merged) || holdsMask(given)) return merged;
  throw new Failure("E_PAYLOAD", "the stored payload holds this run's API key, or a part of it", {
    hint: [
      "It was masked when it was read, and merging would store the mask in its place. Nothing was sent.",
      "--payload replaces the payload as a whole.",
    ],
  });
};

const holdsMask = (payload: JsonObject): boolean => JSON.stringify(payload).includes(MASK);

/** The request as it would be sent. */
const previewAction = (
  asked: ActionRequest,
  baseUrl: string,
  userKey: string | undefined,
  form: PrintForm,
): RequestPreview =>
  previewRequest(actionRequest(asked, idempotencyKeyFor(asked, baseUrl, userKey)), baseUrl, form);
