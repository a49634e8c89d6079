import { exception } from "../api-error.js";
import { createMessage } from "../create-message.js";
import { asObject, isObject } from "../json.js";
import type { Call } from "../server/call.js";
import type { Route } from "../server/route.js";
import { upsertSubscriber } from "../upsert-subscriber.js";
import { bodyOf } from "../validation.js";

const complaints = ({ name, to }: ReturnType<typeof bodyOf>): readonly string[] => [
  ...(name === undefined || name === null ? ["name should not be null or undefined"] : []),
  ...(typeof name === "string" ? [] : ["name must be a string"]),
  ...(to === undefined || to === null ? ["to should not be null or undefined"] : []),
];

const trigger = (call: Call): unknown => {
  const { world, environment, now } = call;
  const body = bodyOf(call);
  const wrong = complaints(body);
  if (wrong.length > 0) {
    throw world.dialect.invalidInput(wrong);
  }
  const workflow = environment.workflows.get(String(body.name));
  if (workflow === undefined) {
    throw exception(422, "workflow_not_found");
  }
  const transactionId =
    typeof body.transactionId === "string" ? body.transactionId : world.dialect.newTransactionId(now);
  for (const to of [body.to].flat()) {
    const { key } = upsertSubscriber(world, environment, isObject(to) ? to : { subscriberId: to });
    environment.messages.add(
      createMessage(
        { workflow, subscriberKey: key, transactionId, payload: asObject(body.payload), createdAt: now },
        world.newId,
      ),
    );
  }
  return { acknowledged: true, status: "processed", transactionId };
};

export const eventRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/events/trigger", category: "trigger", answer: trigger },
];
