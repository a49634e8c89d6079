import { onTestFinished } from "vitest";
import type { FaultInput, Sandbox, SandboxOptions } from "../../../../src/sandbox/sandbox.js";
import { startSandbox } from "../../../../src/sandbox/sandbox.js";
import { actionPath, listPath, senderFor } from "../running-sandbox.js";
import { exchange, type RawExchange, type RawRequest } from "./raw-exchange.js";

interface FaultySandbox {
  readonly sandbox: Sandbox;
  /** The ID of its only message, which is pending. */
  readonly messageId: string;
  readonly path: string;
  /** Sets the message's primary button to done, with a payload. */
  readonly write: (more?: Partial<RawRequest>) => Promise<RawExchange>;
  readonly list: (more?: Partial<RawRequest>) => Promise<RawExchange>;
  /** The state of the message, read through a request that no fault matches. */
  readonly state: () => Promise<string | undefined>;
}

export const WRITE = JSON.stringify({ status: "done", payload: { by: "ü".repeat(40) } });

/** A sandbox with one message and one fault armed. */
export const faultySandbox = async (
  fault?: FaultInput,
  options: SandboxOptions = {},
): Promise<FaultySandbox> => {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  const [message] = sandbox.seed();
  const messageId = message?.messageId ?? "";
  const path = actionPath(messageId);
  if (fault !== undefined) sandbox.fault(fault);
  return {
    sandbox,
    messageId,
    path,
    write: (more) => exchange(sandbox, { path, body: WRITE, ...more }),
    list: (more) => exchange(sandbox, { method: "GET", path: listPath({}), ...more }),
    state: async () => {
      const { body } = await senderFor(sandbox.url, sandbox.keys[0] ?? "")("GET", listPath({}));
      const { data } = body as { data: { _id: string; cta: { action: { status?: string } } }[] };
      return data.find(({ _id }) => _id === messageId)?.cta.action.status;
    },
  };
};
