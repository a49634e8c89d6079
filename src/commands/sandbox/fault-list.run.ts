import type { Outcome } from "../../context/command-module.js";
import type { JsonValue } from "../../domain/json.js";
import type { Screen } from "../../output/screen.js";
import { effectText } from "../../views/fault-view.js";
import { KNOWN_FAULTS } from "./known-faults.js";

type Model = readonly Pick<(typeof KNOWN_FAULTS)[number], "name" | "takesEffect" | "what">[];

export const run = async (): Promise<Outcome<Model>> => ({ model: KNOWN_FAULTS });

export const document = (faults: Model): JsonValue =>
  faults.map(({ name, takesEffect, what }) => ({ name, takesEffect, what }));

export const view = (faults: Model): Screen => ({
  table: {
    columns: [{ title: "FAULT" }, { title: "REQUEST" }, { title: "WHAT HAPPENS" }],
    rows: faults.map(({ name, takesEffect, what }) => [
      { text: name, tone: "strong" },
      { text: effectText(takesEffect) },
      { text: what },
    ]),
  },
});
