import type { Novu } from "../novu/novu.js";
import type { WriteRow } from "./bulk-types.js";

/** Writes each row, without a look at what was there. */
export const createRowWriter =
  ({ writeAction }: Pick<Novu, "writeAction">): WriteRow =>
  async (action) => {
    const { http, attempts } = await writeAction(action);
    return { outcome: "ok", ...(http === undefined ? {} : { http }), attempts };
  };
