import { exception } from "../api-error.js";
import { asObject, isObject, type UnknownObject } from "../json.js";
import { createMessage } from "../message-store.js";
import { isSwitchedOff } from "../preferences.js";
import type { Call, Route } from "../server/route.js";
import type { StoredEnvironment } from "../server-state.js";
import { storedJson } from "../stored-json.js";
import { upsertSubscriber } from "../subscribers.js";
import { bodyOf, param, throwComplaints } from "../validation.js";

const isRecipient = (to: unknown): boolean => {
  if (!isObject(to)) return typeof to === "string" && to !== "";
  const id = to.type !== "Topic" && "subscriberId" in to ? to.subscriberId : to.topicKey;
  return typeof id === "string" && id !== "";
};

const recipientComplaints = (to: unknown): readonly string[] => [
  ...(to === undefined || to === null ? ["to should not be null or undefined"] : []),
  ...((Array.isArray(to) && to.length > 0 && to.every(isRecipient)) || (!Array.isArray(to) && isRecipient(to))
    ? []
    : [
        "to must be a non-empty subscriberId string, an object with a non-empty subscriberId, " +
          "a topic object with a non-empty topicKey, or a non-empty array of those",
      ]),
];

const complaints = (call: Call): readonly string[] => {
  const { name, payload, to, transactionId } = bodyOf(call);
  const isText = (value: unknown) => typeof value === "string";
  const isSet = (value: unknown) => value !== undefined && value !== null;
  return [
    ...(isSet(name) ? [] : ["name should not be null or undefined"]),
    ...(isText(name) ? [] : ["name must be a string"]),
    ...(isSet(payload) && !isObject(payload) ? ["payload must be an object"] : []),
    ...call.serverState.behavior.recipientComplaints(to, recipientComplaints(to)),
    ...(isSet(transactionId) && !isText(transactionId) ? ["transactionId must be a string"] : []),
  ];
};

/** The subscribers among the recipients; the sandbox has no topics. */
const subscriberFields = (to: unknown): readonly UnknownObject[] =>
  [to]
    .flat()
    .map((one) => (isObject(one) ? one : { subscriberId: one }))
    .filter(({ subscriberId, type }) => typeof subscriberId === "string" && type !== "Topic");

/** Whether a trigger of the workflow makes no message for the subscriber. */
const isMuted = (environment: StoredEnvironment, subscriberInternalId: string, workflowId: string): boolean =>
  isSwitchedOff(environment, subscriberInternalId) ||
  isSwitchedOff(environment, subscriberInternalId, workflowId);

const trigger = (call: Call): unknown => {
  const { serverState, environment, now } = call;
  throwComplaints(call, complaints(call));
  const body = bodyOf(call);
  const workflow = environment.workflows.get(String(body.name));
  if (workflow === undefined) {
    throw exception(422, "workflow_not_found");
  }
  const payload = asObject(storedJson(body.payload));
  const transactionId =
    typeof body.transactionId === "string" && body.transactionId !== ""
      ? body.transactionId
      : serverState.behavior.newTransactionId(now);
  const subscribers = subscriberFields(body.to).map((fields) =>
    upsertSubscriber(serverState, environment, fields),
  );
  if (environment.transactions.makesMessages(transactionId, now)) {
    for (const { internalId: subscriberInternalId } of subscribers) {
      if (isMuted(environment, subscriberInternalId, workflow.id)) continue;
      const createdAt = now + serverState.deliverAfter;
      const request = { workflow, subscriberInternalId, transactionId, payload, createdAt };
      environment.transactions.deliver(createMessage(request, serverState.newId), serverState.deliverAfter);
    }
  }
  return { acknowledged: true, status: "processed", transactionId };
};

const cancel = (call: Call): unknown => ({
  data: call.environment.transactions.cancel(param(call, "transactionId")),
});

export const eventRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/events/trigger", category: "trigger", handle: trigger },
  { method: "DELETE", path: "/v1/events/trigger/:transactionId", category: "trigger", handle: cancel },
];
