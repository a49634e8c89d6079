import type { Outcome } from "../../context/command-module.js";
import type { Connected, Context } from "../../context/context.js";
import { describeDifference, type PayloadEffect } from "../../domain/action-change.js";
import type { ActionRequest } from "../../domain/action-request.js";
import { differencesBetween, isEmptyPayload } from "../../domain/answer-check.js";
import type { JsonObject, JsonValue } from "../../domain/json.js";
import { mergePatch } from "../../domain/merge-patch.js";
import type { ActionSlot } from "../../domain/message.js";
import { Failure } from "../../failure/failure.js";
import { actionChangeView, type PlacedChange } from "../../views/action-change-view.js";
import {
  type RequestPreview,
  requestPreviewDocument,
  requestPreviewView,
} from "../../views/request-preview-view.js";
import { assertBodySize, buildPayload } from "./build-payload.js";
import { findOrFail } from "./find-or-fail.js";
import { previewAction } from "./preview-action.js";
import type { SetActionInput } from "./set-input.js";

type Model = PlacedChange | RequestPreview;
type Needs = Pick<Context, "connect" | "address" | "readText" | "output" | "recents">;

/** Sets one button, or shows the request that would. */
export const run = async (context: Needs, input: SetActionInput): Promise<Outcome<Model>> => {
  const given = await buildPayload(context, input.payload);
  if (input.preview !== undefined && input.payload.mode !== "merge") {
    const address = await context.address();
    return { model: previewAction(requestOf(input, given), address, input.idempotencyKey, input.preview) };
  }
  const connected = await context.connect();
  const before = await slotBefore(context, connected, input);
  const asked = requestOf(
    input,
    input.payload.mode === "merge" ? mergePatch(before?.payload, given ?? {}) : given,
  );
  if (input.preview !== undefined) {
    const { value: address } = connected.facts.apiUrl;
    return { model: previewAction(asked, address, input.idempotencyKey, input.preview) };
  }
  return { model: await write(context, connected, input, asked, before) };
};

const requestOf = (input: SetActionInput, payload: JsonObject | undefined): ActionRequest => {
  const { subscriberId, messageId, button, status, api } = input;
  const asked = {
    subscriberId,
    messageId,
    button,
    status,
    api,
    ...(payload === undefined ? {} : { payload }),
  };
  assertBodySize({ status, payload });
  return asked;
};

/** What the slot holds now: needed to merge, shown to a person, not worth a request to a script. */
const slotBefore = async (
  { output }: Pick<Context, "output">,
  { novu }: Connected,
  { subscriberId, messageId, payload }: SetActionInput,
): Promise<ActionSlot | undefined> => {
  if (payload.mode === "merge") {
    const { found } = await output.during(
      "reading the stored payload",
      findOrFail(novu, subscriberId, messageId),
    );
    return found.message.slot;
  }
  if (!output.isForPerson) return undefined;
  const search = await output
    .during("looking at the message", novu.findMessage(subscriberId, messageId, COURTESY_PAGES))
    .catch(leaveToTheWrite);
  return search?.found?.message.slot;
};

const ALSO_FOR_THE_WRITE: ReadonlySet<string> = new Set(["E_INTERRUPTED", "E_UNAUTHORIZED", "E_FORBIDDEN"]);

/** Enough for some twenty thousand messages. */
const COURTESY_PAGES = 20;

/** Looking first is a courtesy: what may not concern the write is left for the write to say. */
const leaveToTheWrite = (error: unknown): undefined => {
  const mayWrite = error instanceof Failure && error.sent !== "no" && !ALSO_FOR_THE_WRITE.has(error.code);
  if (!mayWrite) throw error;
};

const write = async (
  { output, recents }: Pick<Context, "output" | "recents">,
  { novu, facts }: Connected,
  { subscriberId, messageId, payload, idempotencyKey }: SetActionInput,
  asked: ActionRequest,
  before: ActionSlot | undefined,
): Promise<PlacedChange> => {
  const { document, message } = await output.during("writing", novu.setAction(asked, idempotencyKey));
  const differences = differencesBetween(asked, message);
  if (differences.length > 0) {
    throw new Failure("E_MISMATCH", "Novu answered, but not with what was asked for", {
      hint: [
        ...differences.map(describeDifference),
        "The message may not have been changed as asked; look at it.",
      ],
      next: [{ words: ["novu-msg", "action", "get", asked.subscriberId, asked.messageId] }],
      sent: "yes",
      details: { differences },
    });
  }
  if (output.isForPerson)
    await (await recents()).add({ subscriberId, message: { subscriberId, messageId, title: message.title } });
  return { asked, document, message, before, payload: effectOf(payload.mode, asked), place: facts };
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
