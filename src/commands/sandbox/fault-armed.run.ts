import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { JsonObject, JsonValue } from "../../model/json.js";
import type { View } from "../../output/view.js";
import { whichRequests } from "../../views/fault-view.js";

type Model = readonly JsonObject[];

export const run = async ({ connect }: Pick<Context, "connect">): Promise<Outcome<Model>> => ({
  model: await (await connect()).novu.armedFaults(),
});

export const document = (faults: Model): JsonValue => [...faults];

export const view = (faults: Model): View => ({
  ...(faults.length === 0 ? { headline: { level: "info", text: "no fault is armed" } } : {}),
  table: {
    columns: [{ title: "FAULT" }, { title: "FOR" }, { title: "STRUCK" }],
    rows: faults.map((fault) => [
      { text: String(fault.name), tone: "strong" },
      { text: whichRequests(fault) },
      { text: String(fault.struck) },
    ]),
  },
});
