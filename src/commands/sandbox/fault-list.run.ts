import type { Outcome } from "../../context/command-module.js";
import type { JsonValue } from "../../model/json.js";
import type { View } from "../../output/view.js";
import { effectText } from "../../views/fault-view.js";
import { knownFaults } from "./known-faults.js";

type Model = typeof knownFaults;

export const run = async (): Promise<Outcome<Model>> => ({ model: knownFaults });

export const document = (faults: Model): JsonValue =>
  faults.map(({ name, takesEffect, kind = "any", what }) => ({ name, takesEffect, kind, what }));

export const view = (faults: Model): View => {
  const forWrites = faults.filter(({ kind }) => kind === "writes").map(({ name }) => name);
  return {
    title: [
      "Brackets hold the option a fault takes. For writes only, unless --kind any:",
      forWrites.join(", "),
    ],
    table: {
      columns: [{ title: "FAULT" }, { title: "REQUEST" }, { title: "WHAT HAPPENS" }],
      rows: faults.map(({ name, takesEffect, what }) => [
        { text: name, tone: "strong" },
        { text: effectText(takesEffect) },
        { text: what },
      ]),
    },
  };
};
