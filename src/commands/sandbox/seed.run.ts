import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { type JsonObject, type JsonValue, stringOf } from "../../domain/json.js";
import type { Cell, Screen } from "../../output/screen.js";
import type { SeedInput } from "./seed.js";

type Model = readonly JsonObject[];

export const run = async (
  { connect }: Pick<Context, "connect">,
  input: SeedInput,
): Promise<Outcome<Model>> => ({ model: await (await connect()).novu.seed(input) });

export const document = (messages: Model): JsonValue => [...messages];

const cell = (value: JsonValue | undefined): Cell => {
  const text = stringOf(value);
  return text === undefined ? "none" : { text };
};

export const view = (messages: Model): Screen => ({
  table: {
    columns: [{ title: "MESSAGE" }, { title: "SUBSCRIBER" }, { title: "WORKFLOW" }, { title: "TRANSACTION" }],
    rows: messages.map(({ messageId, subscriberId, workflow, transactionId }) =>
      [messageId, subscriberId, workflow, transactionId].map(cell),
    ),
  },
});
