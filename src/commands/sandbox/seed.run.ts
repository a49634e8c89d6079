import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { type JsonObject, type JsonValue, stringOf } from "../../model/json.js";
import type { SeedRequest } from "../../novu/sandbox-control.js";
import type { Cell, View } from "../../output/view.js";
import { parseSeed } from "./read-seed-file.js";

/** A seed file (`-` for stdin), or the messages that the options describe. */
type SeedInput = { readonly file: string } | SeedRequest;

type Model = readonly JsonObject[];

const run = async (
  { connect, readText }: Pick<Context, "connect" | "readText">,
  input: SeedInput,
): Promise<Outcome<Model>> => {
  if (!("file" in input)) return { model: await (await connect()).novu.seed(input) };
  // `messages` marks it as a seed file, so that its content is never taken for the options of a single message.
  const seed = { messages: [], ...parseSeed(await readText(input.file), input.file) };
  return { model: await (await connect()).novu.seed(seed) };
};

const document = (messages: Model): JsonValue => [...messages];

const cell = (value: JsonValue | undefined): Cell => {
  const text = stringOf(value);
  return text === undefined ? "none" : { text };
};

const view = (messages: Model): View => ({
  // A file may have subscribers and no messages.
  ...(messages.length === 0
    ? { headline: { level: "done", text: "added; the file has no messages" } as const }
    : {}),
  table: {
    columns: [
      { title: "MESSAGE", isId: true },
      { title: "SUBSCRIBER", isId: true },
      { title: "WORKFLOW" },
      { title: "TRANSACTION" },
    ],
    rows: messages.map(({ messageId, subscriberId, workflow, transactionId }) =>
      [messageId, subscriberId, workflow, transactionId].map(cell),
    ),
  },
});

export const body = { run, document, view };
