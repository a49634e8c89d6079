import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { JsonObject } from "../../model/json.js";
import type { Screen } from "../../output/screen.js";

interface Model {
  readonly cleared: number;
}

export const run = async ({ connect }: Pick<Context, "connect">): Promise<Outcome<Model>> => ({
  model: { cleared: await (await connect()).novu.clearFaults() },
});

export const document = ({ cleared }: Model): JsonObject => ({ cleared });

export const view = ({ cleared }: Model): Screen => ({
  headline: { mark: "done", text: cleared === 0 ? "no fault was armed" : `${cleared} disarmed` },
  facts: [{ label: "cleared", value: { text: String(cleared) } }],
});
