import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { JsonObject } from "../../model/json.js";
import type { View } from "../../output/view.js";
import { faultFieldList, whichRequests } from "../../views/fault-view.js";
import type { FaultCommandInput } from "./fault.js";

/** The fault as the sandbox armed it, defaults filled in. */
type Model = JsonObject;

export const run = async (
  { connect }: Pick<Context, "connect">,
  input: FaultCommandInput,
): Promise<Outcome<Model>> => ({ model: await (await connect()).novu.fault(input) });

export const document = (armed: Model): JsonObject => armed;

export const view = (armed: Model): View => ({
  headline: { level: "done", text: `${armed.name} armed for ${whichRequests(armed)}` },
  fields: faultFieldList(armed),
});
