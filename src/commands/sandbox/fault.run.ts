import type { CommandModule } from "../../context/command-module.js";
import type { JsonObject } from "../../model/json.js";
import type { FaultRequest } from "../../novu/sandbox-control.js";
import { knownFaults } from "./known-faults.js";
import type { KnownFaultDocument } from "./sandbox.schema.js";

/** Arms one fault; its model is the fault as the sandbox armed it, defaults filled in. */
export const armFault: CommandModule<FaultRequest, JsonObject> = {
  run: async ({ connect }, input) => ({ model: await (await connect()).novu.fault(input) }),
  document: (armed) => armed,
  view: (armed) => ({
    headline: { level: "done", text: `${armed.name} armed for ${requestsText(armed)}` },
    fields: [
      { label: "fault", value: { text: String(armed.name) } },
      { label: "strikes", value: { text: requestsText(armed) } },
      { label: "request", value: { text: effectText(armed.takesEffect) } },
      ...(typeof armed.seed === "number" ? [{ label: "seed", value: { text: String(armed.seed) } }] : []),
      ...(typeof armed.forMs === "number"
        ? [{ label: "closed ms", value: { text: String(armed.forMs) } }]
        : []),
    ],
  }),
};

export const listKnownFaults: CommandModule<object, readonly (typeof knownFaults)[number][]> = {
  run: async () => ({ model: knownFaults }),
  document: (faults): KnownFaultDocument[] =>
    faults.map(({ name, takesEffect, kind, what }) => ({ name, takesEffect, kind: kind ?? "any", what })),
  view: (faults) => ({
    title: [
      "Brackets hold the option a fault takes. For writes only, unless --kind any:",
      faults
        .filter(({ kind }) => kind === "writes")
        .map(({ name }) => name)
        .join(", "),
    ],
    table: {
      columns: [{ title: "FAULT", isId: true }, { title: "REQUEST" }, { title: "WHAT HAPPENS" }],
      rows: faults.map(({ name, takesEffect, what }) => [
        { text: name, tone: "strong" },
        { text: effectText(takesEffect) },
        { text: what },
      ]),
    },
  }),
};

export const listArmedFaults: CommandModule<object, readonly JsonObject[]> = {
  run: async ({ connect }) => ({ model: await (await connect()).novu.armedFaults() }),
  document: (faults) => [...faults],
  view: (faults) => ({
    ...(faults.length === 0 ? { headline: { level: "info", text: "no fault is armed" } } : {}),
    table: {
      columns: [{ title: "FAULT", isId: true }, { title: "FOR" }, { title: "STRUCK" }],
      rows: faults.map((fault) => [
        { text: String(fault.name), tone: "strong" },
        { text: requestsText(fault) },
        { text: String(fault.struck) },
      ]),
    },
  }),
};

/** Disarms every fault; its model is their number. */
export const clearFaults: CommandModule<object, number> = {
  run: async ({ connect }) => ({ model: await (await connect()).novu.clearFaults() }),
  document: (cleared) => ({ cleared }),
  view: (cleared) => ({
    headline: { level: "done", text: cleared === 0 ? "no fault was armed" : `${cleared} disarmed` },
    fields: [{ label: "cleared", value: { text: String(cleared) } }],
  }),
};

/** Whether the sandbox carries out a request that the fault strikes. */
const effectText = (takesEffect: unknown): string => (takesEffect === true ? "carried out" : "not done");

/** The requests that an armed fault strikes, such as `the next 3 writes to /v1/messages…, after the first 2`. */
const requestsText = (fault: JsonObject): string => {
  const { kind, method, path, skip, times, probability } = fault;
  const noun = NOUNS[String(kind)] ?? "request";
  return [
    countText(fault, typeof method === "string" ? `${method} ${noun}` : noun),
    ...(typeof path === "string" ? [` to ${path}…`] : []),
    ...(probability !== undefined && times !== "forever" ? [`, at most ${times}`] : []),
    ...(Number(skip) > 0 ? [`, after the first ${skip}`] : []),
  ].join("");
};

const NOUNS: Readonly<Record<string, string>> = { reads: "read", writes: "write" };

const countText = ({ times, probability }: JsonObject, noun: string): string => {
  if (typeof probability === "number") return `${Number((probability * 100).toPrecision(6))} % of ${noun}s`;
  if (times === "forever") return `every ${noun}`;
  return times === 1 ? `the next ${noun}` : `the next ${times} ${noun}s`;
};
