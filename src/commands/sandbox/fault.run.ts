import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { JsonObject } from "../../model/json.js";
import type { Screen } from "../../output/screen.js";
import { faultFacts, whichRequests } from "../../views/fault-view.js";
import type { FaultInput } from "./fault.js";

/** The fault as the sandbox armed it, defaults filled in. */
type Model = JsonObject;

export const run = async (
  { connect }: Pick<Context, "connect">,
  input: FaultInput,
): Promise<Outcome<Model>> => ({ model: await (await connect()).novu.fault(input) });

export const document = (armed: Model): JsonObject => armed;

export const view = (armed: Model): Screen => ({
  headline: { mark: "done", text: `${armed.name} armed for ${whichRequests(armed)}` },
  facts: faultFacts(armed),
});
