import type { Hono, MiddlewareHandler } from "hono";
import { asObject } from "../json.js";
import type { HonoEnv } from "../server/call.js";
import type { ArmedFaults } from "./armed-faults.js";
import { readFault } from "./fault-input.js";

const PATH = "/__sandbox/fault";

/** Arming, listing and clearing faults from another process. */
export const mountFaultControl = (
  app: Hono<HonoEnv>,
  faults: ArmedFaults,
  identify: MiddlewareHandler<HonoEnv>,
): void => {
  app.get(PATH, identify, (context) => context.json({ data: faults.list() }));
  app.post(PATH, identify, (context) =>
    context.json({ data: faults.arm(readFault(asObject(context.get("body")))) }, 201),
  );
  app.delete(PATH, identify, async (context) => context.json({ data: { cleared: await faults.clear() } }));
};
