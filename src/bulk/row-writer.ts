import { stayingPayloadText } from "../model/action-change.js";
import { payloadThatStays } from "../model/write-guards.js";
import type { Novu } from "../novu/novu.js";
import type { WriteRow } from "./bulk-types.js";

/** Writes a row, whatever its message holds. */
export const createRowWriter =
  ({ writeAction }: Pick<Novu, "writeAction">): WriteRow =>
  async (action) => {
    const { message, http, attempts } = await writeAction(action);
    const payload = payloadThatStays(action, message.answer);
    return {
      outcome: "ok",
      updatedAt: message.updatedAt,
      ...(http === undefined ? {} : { http }),
      attempts,
      ...(payload === undefined
        ? {}
        : { warnings: ["payload"] as const, message: stayingPayloadText(payload, action.api) }),
    };
  };
