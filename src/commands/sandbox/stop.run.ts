import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import type { View } from "../../output/view.js";
import type { ListedSandbox } from "../../processes/background.js";
import type { StoppedDocument } from "./sandbox.schema.js";

interface StopInput {
  /** Undefined for the only running one. */
  readonly port: number | undefined;
  readonly isAll: boolean;
}

interface Model {
  readonly stopped: readonly ListedSandbox[];
  /** The stopped ones that did not confirm that they ended. */
  readonly unconfirmed: readonly ListedSandbox[];
  /** The running ones, if none was stopped. */
  readonly otherRunning: readonly ListedSandbox[];
  readonly port: number | undefined;
}

const run = async (
  { background }: Pick<Context, "background">,
  { port, isAll }: StopInput,
): Promise<Outcome<Model>> => {
  if (port !== undefined && isAll) {
    throw new Failure("E_CONFLICT", "--port and --all can't be combined", {
      hint: ["Nothing was stopped."],
    });
  }
  const { running, stop } = await background();
  const all = (await running()).filter(({ isBackground }) => isBackground);
  const chosen = port === undefined ? all : all.filter((sandbox) => sandbox.port === port);
  if (chosen.length > 1 && port === undefined && !isAll) throw ambiguous(chosen);
  const hasEnded = await Promise.all(chosen.map(stop));
  const unconfirmed = chosen.filter((_, index) => hasEnded[index] === false);
  return { model: { stopped: chosen, unconfirmed, otherRunning: chosen.length === 0 ? all : [], port } };
};

const ambiguous = (running: readonly ListedSandbox[]): Failure =>
  new Failure("E_AMBIGUOUS", `${running.length} sandboxes run in the background; which one?`, {
    hint: ["Nothing was stopped."],
    alternatives: [
      ...running.map(({ port, url }) => ({ words: ["--port", String(port)], when: `for ${url}` })),
      { words: ["--all"], when: "for all of them" },
    ],
  });

const document = ({ stopped }: Model): StoppedDocument[] => stopped.map(({ url, port }) => ({ url, port }));

const addresses = (sandboxes: readonly ListedSandbox[]): string => sandboxes.map(({ url }) => url).join(", ");

const nothingStopped = ({ otherRunning, port }: Model): string => {
  const where = port === undefined ? "" : ` on port ${port}`;
  return `no background sandbox is running${where}${otherRunning.length > 0 ? `; there is ${addresses(otherRunning)}` : ""}`;
};

const view = (model: Model): View => {
  const { stopped, unconfirmed } = model;
  return stopped.length === 0
    ? { headline: { level: "info", text: nothingStopped(model) } }
    : {
        headline: { level: "done", text: `stopped ${addresses(stopped)}` },
        warnings: unconfirmed.map(
          ({ url }) =>
            `${url} didn't confirm that it stopped; if its process hangs, it ends as soon as it can`,
        ),
        table: {
          columns: [{ title: "STOPPED", isId: true }],
          rows: stopped.map(({ url }) => [{ text: url }]),
        },
      };
};

export const body = { run, document, view };
