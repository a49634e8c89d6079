import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { View } from "../../output/view.js";
import type { ListedSandbox } from "../../processes/background.js";
import { textOrNone, timeOrNone } from "../../views/cells.js";
import type { ListedDocument } from "./sandbox.schema.js";

type Model = readonly ListedSandbox[];

const run = async ({ background }: Pick<Context, "background">): Promise<Outcome<Model>> => ({
  model: await (await background()).running(),
});

const document = (sandboxes: Model): ListedDocument[] =>
  sandboxes.map(({ url, port, server, pid, startedAt, isBackground }) => ({
    url,
    port,
    server,
    pid: pid ?? null,
    startedAt: startedAt ?? null,
    background: isBackground,
  }));

const view = (sandboxes: Model): View => ({
  ...(sandboxes.length === 0
    ? { headline: { level: "info", text: "No sandbox is running. To start one: novu-msg sandbox start" } }
    : {}),
  table: {
    columns: [
      { title: "URL" },
      { title: "SERVER" },
      { title: "PID" },
      { title: "SINCE" },
      { title: "BACKGROUND" },
    ],
    rows: sandboxes.map(({ url, server, pid, startedAt, isBackground }) => [
      { text: url, tone: "strong" },
      { text: server },
      textOrNone(pid?.toString()),
      timeOrNone(startedAt),
      { text: isBackground ? "yes" : "no" },
    ]),
  },
});

export const body = { run, document, view };
