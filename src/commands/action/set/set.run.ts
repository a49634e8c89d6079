import type { Outcome } from "../../../context/command-module.js";
import type { Connected, Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { ActionRequest, Button, PrintForm } from "../../../model/action.js";
import { type ActionChange, writeWarnings } from "../../../model/action-change.js";
import { actionOutputs } from "../../../model/action-outputs.js";
import { isEmptyPayload } from "../../../model/answer-check.js";

import type { JsonObject, JsonValue } from "../../../model/json.js";
import type { MessageDocument } from "../../../model/message.js";
import { derivedFields } from "../../../model/message-fields.js";
import { BODY_LIMIT_BYTES } from "../../../model/payload.js";
import { demandsCheck } from "../../../model/write-guards.js";
import { actionRequest } from "../../../novu/actions.js";
import type { MessageReader } from "../../../novu/messages.js";
import { idempotencyKeyFor } from "../../../novu/novu.js";
import { hasNoSuchList, withNothingWritten } from "../../../novu/read-before-write.js";
import { assertAsRequested } from "../../../novu/set-action-verified.js";
import {
  previewRequest,
  type RequestPreview,
  requestPreviewDocument,
  requestPreviewView,
} from "../../../views/request-preview-view.js";
import { addRecentMessage } from "../../remember.js";
import { resolveButton } from "../resolve/resolve-button.js";
import { eventNotMessage, findById, resolveWithProgress } from "../resolve/resolve-message.js";
import { buildPayload, mergePayload } from "./build-payload.js";
import { guardWrite } from "./guard-write.js";
import type { SetActionInput } from "./set.js";
import { type SetResult, setView } from "./set-view.js";

type CurrentMessage = Parameters<typeof guardWrite>[3];

type Model = SetResult | RequestPreview;
type SetContext = Pick<Context, "connect" | "address" | "readText" | "output" | "recents" | "now">;

/** One button of one message. */
interface ResolvedButton {
  readonly target: { readonly subscriberId: string; readonly messageId: string };
  readonly button: Button;
  /** The message, if it was read to find the button. */
  readonly found?: MessageDocument;
}

type ButtonInput = Pick<SetActionInput, "selector" | "button">;

/** Sets one button, or shows the request that would set it. */
const run = async (context: SetContext, input: SetActionInput): Promise<Outcome<Model>> => {
  const payloadInput = await buildPayload(context, input.payload);
  const named = namedButton(input);
  if (input.preview !== undefined && named !== undefined && !needsRead(input)) {
    const address = await context.address();
    return { model: previewAction(requestFor(input, named, payloadInput), address, input, input.preview) };
  }
  const connected = await context.connect();
  const { novu, connection: location } = connected;
  const resolvedButton = named ?? (await findButton(context, novu, input));
  const current = await readCurrent(context, novu, input, resolvedButton);
  const { found } = current;
  const before = found?.message.answer;
  const payload =
    input.payload.mode === "merge" ? mergePayload(before?.payload, payloadInput ?? {}) : payloadInput;
  const request = requestFor(input, resolvedButton, payload);
  const verdict = await guardWrite(context, input, request, current);
  if (input.preview !== undefined) {
    return { model: previewAction(request, location.apiUrl.value, input, input.preview) };
  }
  if (found !== undefined && verdict === "unchanged") {
    await addRecentMessage(context, request.subscriberId, found.message);
    return { model: { ...found, request, before, payload: "kept", noWriteReason: "already", location } };
  }
  const result = await write(context, connected, input, request, current);
  return { model: result, warnings: writeWarnings(result) };
};

const document = (model: Model): JsonValue =>
  "document" in model ? model.document : requestPreviewDocument(model);

const derived = (model: Model) => () =>
  "document" in model ? derivedFields(model.message, model.request.subscriberId) : {};

const view = (model: Model) => ("document" in model ? setView(model) : requestPreviewView(model));

/** The button is the one that was set, even if the message names another one. */
const outputs = (model: Model) =>
  "document" in model ? { ...actionOutputs(model.message), button: model.request.button } : undefined;

/** @throws Failure E_PAYLOAD_SIZE */
const requestFor = (
  { status, api }: SetActionInput,
  { target: { subscriberId, messageId }, button }: ResolvedButton,
  payload: JsonObject | undefined,
): ActionRequest => {
  assertBodySize({ status, payload });
  return { subscriberId, messageId, button, status, api, ...(payload === undefined ? {} : { payload }) };
};

const assertBodySize = (body: unknown): void => {
  const bytes = Buffer.byteLength(JSON.stringify(body ?? null));
  if (bytes <= BODY_LIMIT_BYTES) return;
  throw new Failure(
    "E_PAYLOAD_SIZE",
    `the payload makes the request ${bytes} bytes long; Novu accepts ${BODY_LIMIT_BYTES}`,
    {
      hint: ["Nothing was sent. Store the data elsewhere and put a link in the payload."],
    },
  );
};

const previewAction = (
  request: ActionRequest,
  baseUrl: string,
  { idempotencyKey }: SetActionInput,
  form: PrintForm,
): RequestPreview =>
  previewRequest(actionRequest(request, idempotencyKeyFor(request, baseUrl, idempotencyKey)), baseUrl, form);

/** Whether the write depends on the stored answer. A preview shows only the request, unless a guard was given. */
const needsRead = ({ payload, guards, preview }: SetActionInput): boolean =>
  payload.mode === "merge" || demandsCheck(guards) || (preview === undefined && !guards.overwrite);

/**
 * Reads the message, so that the write does not replace another answer by accident. If the server has no list of
 * messages, or the list lacks this one, the write is sent anyway, because its failure explains more.
 * @throws Failure of findById if the payload is merged, and failures of network, key and server
 */
const readCurrent = async (
  { output }: Pick<Context, "output">,
  reader: MessageReader,
  input: SetActionInput,
  { target, found }: ResolvedButton,
): Promise<CurrentMessage> => {
  const { subscriberId, messageId } = target;
  if (found !== undefined) return { found };
  if (input.payload.mode === "merge") {
    const resolved = await output.during("reading the stored payload", findById(reader, target));
    return { found: resolved.found };
  }
  if (!needsRead(input)) return {};
  const search = await output
    .during("reading the message", reader.findMessage(subscriberId, messageId))
    .catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      if (hasNoSuchList(error)) return undefined;
      throw withNothingWritten(error);
    });
  if (search === undefined) return { uncheckedReason: "this server can't list messages" };
  if (search.found !== undefined) return { found: search.found };
  if (search.ofSameEvent !== undefined) throw eventNotMessage(messageId, search.ofSameEvent);
  return { uncheckedReason: `subscriber "${subscriberId}" has no such message in their list` };
};

const write = async (
  context: Pick<Context, "output" | "recents">,
  { forWriting, connection: location }: Connected,
  { payload, idempotencyKey }: SetActionInput,
  request: ActionRequest,
  { found, uncheckedReason }: CurrentMessage,
): Promise<SetResult> => {
  const what = `set ${request.button} of message ${request.messageId} to ${request.status}`;
  const novu = await forWriting({ what });
  const { document, message, isReplay } = await context.output.during(
    "writing",
    novu.setAction(request, idempotencyKey),
  );
  assertAsRequested(request, message);
  await addRecentMessage(context, request.subscriberId, message);
  return {
    request,
    document,
    message,
    before: found?.message.answer,
    uncheckedReason,
    payload: effectOf(payload.mode, request),
    noWriteReason: isReplay ? "by an earlier request" : undefined,
    location,
  };
};

const effectOf = (
  mode: SetActionInput["payload"]["mode"],
  { payload }: ActionRequest,
): ActionChange["payload"] => (payload !== undefined && isEmptyPayload(payload) ? "cleared" : EFFECTS[mode]);

const EFFECTS: Readonly<Record<SetActionInput["payload"]["mode"], ActionChange["payload"]>> = {
  keep: "kept",
  clear: "cleared",
  replace: "replaced",
  merge: "merged",
};

/** The button that the ids and the button type on the command line name; undefined if messages have to be read. */
const namedButton = ({ selector, button }: ButtonInput): ResolvedButton | undefined => {
  if (selector.by !== "id" || !("type" in button)) return undefined;
  return { target: selector, button: button.type };
};

/** Reads the message to find the button. @throws Failure of resolveMessage, E_ENUM, E_AMBIGUOUS */
const findButton = async (
  { output }: Pick<Context, "output">,
  reader: MessageReader,
  { selector, button }: ButtonInput,
): Promise<ResolvedButton> => {
  const target = await resolveWithProgress({ output }, reader, selector, "with buttons");
  const { found } = target;
  return { target, found, button: resolveButton(button, found.message) };
};

export const body = { run, document, view, derived, outputs };
