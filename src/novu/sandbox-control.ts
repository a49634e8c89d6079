import { isJsonObject, type JsonObject, listOf } from "../domain/json.js";
import { Failure } from "../failure/failure.js";
import { unwrap } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";

/** The routes only a sandbox has. A real Novu does not know them, so nothing can reach a real inbox. */
const ROOT = "/__sandbox";

export interface SeedRequest {
  readonly subscriberId: string;
  readonly workflow: string;
  readonly count: number;
}

export interface ClickRequest {
  readonly messageId: string;
  readonly button: string;
  /** ms from now; 0 is at once. */
  readonly afterMs: number;
}

/** Makes messages in a running sandbox and gives their ids. @throws Failure E_NOT_SANDBOX */
export const seedSandbox = async (call: NovuCall, seed: SeedRequest): Promise<readonly JsonObject[]> => {
  await assertSandbox(call);
  const { payload } = unwrap(await call({ method: "POST", path: `${ROOT}/seed`, body: seed, isOnce: true }));
  return listOf(payload).filter(isJsonObject);
};

/** Plays the person who presses a button in the Inbox. @throws Failure E_NOT_SANDBOX */
export const clickInSandbox = async (call: NovuCall, click: ClickRequest): Promise<void> => {
  await assertSandbox(call);
  await call({ method: "POST", path: `${ROOT}/click`, body: click }, { messageId: click.messageId });
};

const assertSandbox = async (call: NovuCall): Promise<void> => {
  const answer = await call({ method: "GET", path: ROOT }).catch((error: unknown) => {
    if (error instanceof Failure && (error.code === "E_NO_ROUTE" || error.code === "E_NOT_NOVU")) return {};
    throw error;
  });
  if (isJsonObject(answer) && answer.sandbox === "novu-msg") return;
  throw new Failure("E_NOT_SANDBOX", "what answers there is not a sandbox; nothing was changed", {
    next: [{ words: ["novu-msg", "sandbox", "start"] }],
  });
};
