import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { JsonObject } from "../../model/json.js";
import type { View } from "../../output/view.js";

interface Model {
  readonly cleared: number;
}

export const run = async ({ connect }: Pick<Context, "connect">): Promise<Outcome<Model>> => ({
  model: { cleared: await (await connect()).novu.clearFaults() },
});

export const document = ({ cleared }: Model): JsonObject => ({ cleared });

export const view = ({ cleared }: Model): View => ({
  headline: { level: "done", text: cleared === 0 ? "no fault was armed" : `${cleared} disarmed` },
  fields: [{ label: "cleared", value: { text: String(cleared) } }],
});
