import type { Outcome } from "../../../context/command-module.js";
import type { Connected, Context } from "../../../context/context.js";
import { type PayloadEffect, remarksOn } from "../../../model/action-change.js";
import { type ActionOutputs, actionOutputs } from "../../../model/action-outputs.js";
import type { ActionRequest } from "../../../model/action-request.js";
import { isEmptyPayload } from "../../../model/answer-check.js";
import type { JsonObject, JsonValue } from "../../../model/json.js";
import { assertAsAsked } from "../../../novu/mismatch.js";
import { actionChangeView, type PlacedChange } from "../../../views/action-change-view.js";
import {
  type RequestPreview,
  requestPreviewDocument,
  requestPreviewView,
} from "../../../views/request-preview-view.js";
import { remember } from "../../remember.js";
import { type ActionTarget, findTarget, namedTarget } from "./action-target.js";
import { assertBodySize, buildPayload } from "./build-payload.js";
import { type CurrentMessage, needsRead, readCurrentMessage } from "./current-message.js";
import { guardWrite } from "./guard-write.js";
import { mergePayload } from "./merge-payload.js";
import { previewAction } from "./preview-action.js";
import type { SetActionInput } from "./set-input.js";

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
  const before = found?.message.slot;
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
  return { model: change, warnings: remarksOn(change) };
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
    before: found?.message.slot,
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
