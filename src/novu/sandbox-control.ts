import { Failure } from "../failures/failure.js";
import { type Button, isButton } from "../model/action.js";
import { arrayOf, isJsonObject, type JsonObject, stringOf } from "../model/json.js";
import { unwrap } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";

/** Routes that only a sandbox has, so that nothing can reach a real inbox. */
const ROOT = "/__sandbox";
const FAULT = `${ROOT}/fault`;

export interface SeedRequest {
  readonly subscriberId: string;
  readonly workflow: string;
  readonly count: number;
}

interface PressRequest {
  readonly messageId: string;
  readonly button: string;
  /** ms from now; 0 means immediately. */
  readonly afterMs: number;
}

/** Which fault, how often, and for which requests; the sandbox has defaults for the rest. */
export interface FaultRequest {
  readonly name: string;
  readonly times?: number | "forever";
  readonly skip?: number;
  readonly method?: string;
  readonly path?: string;
  readonly kind?: string;
  readonly probability?: number;
  readonly seed?: number;
  readonly retryAfter?: string;
  readonly location?: string;
  readonly forMs?: number;
}

/** What a running sandbox can be told to do. Each throws Failure E_NOT_SANDBOX if something else answers. */
export const createSandboxControl = (call: NovuCall) => ({
  /** Creates messages, or those of a seed file, and returns their IDs. */
  seed: async (seed: SeedRequest | object): Promise<readonly JsonObject[]> => {
    await assertSandbox(call);
    const { data } = unwrap(
      await call({ method: "POST", path: `${ROOT}/seed`, body: seed, isNotRepeatable: true }),
    );
    return arrayOf(data).filter(isJsonObject);
  },
  /** Presses a button as a person in the Inbox would, and returns its type. @param press the button by type or label */
  press: async (press: PressRequest): Promise<Button> => {
    await assertSandbox(call);
    const { messageId } = press;
    const { data } = unwrap(
      await call({ method: "POST", path: `${ROOT}/press`, body: press }, { messageId }),
    );
    const button = isJsonObject(data) ? stringOf(data.button) : undefined;
    if (button !== undefined && isButton(button)) return button;
    throw new Failure("E_ANSWER", "the sandbox didn't say which button it pressed", { sent: "yes" });
  },
  /** Arms a fault and returns it. */
  fault: async (fault: FaultRequest): Promise<JsonObject> => {
    await assertSandbox(call);
    const { data } = unwrap(await call({ method: "POST", path: FAULT, body: fault, isNotRepeatable: true }));
    return isJsonObject(data) ? data : {};
  },
  /** The armed faults, in the order of arming, with how often each was triggered. */
  armedFaults: async (): Promise<readonly JsonObject[]> => {
    await assertSandbox(call);
    const { data } = unwrap(await call({ method: "GET", path: FAULT }));
    return arrayOf(data).filter(isJsonObject);
  },
  /** Disarms all faults and returns how many there were. */
  clearFaults: async (): Promise<number> => {
    await assertSandbox(call);
    const { data } = unwrap(await call({ method: "DELETE", path: FAULT }));
    return isJsonObject(data) && typeof data.cleared === "number" ? data.cleared : 0;
  },
});

const assertSandbox = async (call: NovuCall): Promise<void> => {
  const body = await call({ method: "GET", path: ROOT }).catch((error: unknown) => {
    if (error instanceof Failure && (error.code === "E_NO_ROUTE" || error.code === "E_NOT_NOVU")) return {};
    throw error;
  });
  if (isJsonObject(body) && body.sandbox === "novu-msg") return;
  throw new Failure("E_NOT_SANDBOX", "the server isn't a sandbox; nothing was changed", {
    next: [{ words: ["novu-msg", "sandbox", "start"] }],
  });
};
