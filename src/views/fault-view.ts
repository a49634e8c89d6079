import type { JsonObject } from "../model/json.js";
import type { Field } from "../output/view.js";

const NOUNS: Readonly<Record<string, string>> = { reads: "read", writes: "write" };

const howMany = ({ times, probability }: JsonObject, noun: string): string => {
  if (typeof probability === "number") return `${Number((probability * 100).toPrecision(6))} % of ${noun}s`;
  if (times === "forever") return `every ${noun}`;
  return times === 1 ? `the next ${noun}` : `the next ${times} ${noun}s`;
};

/** Which requests an armed fault strikes, as a person would say it. */
export const whichRequests = (fault: JsonObject): string => {
  const { kind, method, path, skip, times, probability } = fault;
  const noun = NOUNS[String(kind)] ?? "request";
  const limits = [
    ...(probability !== undefined && times !== "forever" ? [`at most ${times}`] : []),
    ...(Number(skip) > 0 ? [`after the first ${skip}`] : []),
  ];
  return [
    howMany(fault, typeof method === "string" ? `${method} ${noun}` : noun),
    ...(typeof path === "string" ? [` to ${path}…`] : []),
    ...limits.map((limit) => `, ${limit}`),
  ].join("");
};

/** What was armed, and what is good to know of it. */
export const faultFieldList = (fault: JsonObject): Field[] => [
  { label: "fault", value: { text: String(fault.name) } },
  { label: "strikes", value: { text: whichRequests(fault) } },
  { label: "request", value: { text: effectText(fault.takesEffect) } },
  ...(typeof fault.seed === "number" ? [{ label: "seed", value: { text: String(fault.seed) } }] : []),
  ...(typeof fault.forMs === "number" ? [{ label: "closed ms", value: { text: String(fault.forMs) } }] : []),
];

/** Whether what it strikes takes place. */
export const effectText = (takesEffect: unknown): string =>
  takesEffect === true ? "carried out" : "not done";
