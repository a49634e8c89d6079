import type { Hono, MiddlewareHandler } from "hono";
import { badRequest, notFound } from "./api-error.js";
import { applyOneMessage } from "./apply-seed.js";
import type { ArmedFaults } from "./faults/armed-faults.js";
import { mountFaultControl } from "./faults/fault-input.js";
import { asObject } from "./json.js";
import { buttonNamed, pressButton } from "./press-button.js";
import type { HonoEnv } from "./server/route.js";
import type { ServerState } from "./server-state.js";
import { iso } from "./time.js";
import { MAX_DELAY, type Timers } from "./timers.js";

interface ControlParts {
  readonly identify: MiddlewareHandler<HonoEnv>;
  readonly timers: Timers;
  readonly faults: ArmedFaults;
}

/** Routes that control the sandbox; Novu does not have them. */
export const mountControl = (
  app: Hono<HonoEnv>,
  serverState: ServerState,
  { identify, timers, faults }: ControlParts,
): void => {
  app.get("/__sandbox", (context) =>
    context.json({ sandbox: "novu-msg", server: serverState.behavior.version }),
  );

  mountFaultControl(app, faults, identify);

  app.post("/__sandbox/seed", identify, (context) => {
    const seeded = applyOneMessage(serverState, context.get("environment"), asObject(context.get("body")));
    return context.json({ data: seeded }, 201);
  });

  app.post("/__sandbox/press", identify, (context) => {
    const { messageId, button: word, afterMs = 0 } = asObject(context.get("body"));
    if (typeof word !== "string")
      throw badRequest("button must be primary, secondary or the label of a button");
    if (typeof afterMs !== "number" || !(afterMs >= 0 && afterMs <= MAX_DELAY)) {
      throw badRequest(`afterMs must be a number of milliseconds from 0 to ${MAX_DELAY}`);
    }
    const message = context.get("environment").messages.get(String(messageId));
    if (message === undefined) {
      throw notFound(`Message ${String(messageId)} not found`);
    }
    const button = buttonNamed(message, word);
    if (afterMs > 0) {
      timers.after(afterMs, () => pressButton(message, button, "done", serverState.now()));
    } else {
      pressButton(message, button, "done", serverState.now());
    }
    return context.json(
      { data: { messageId: message.id, button, at: iso(serverState.now() + afterMs) } },
      201,
    );
  });
};
