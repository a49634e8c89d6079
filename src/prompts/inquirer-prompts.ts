import type { Readable, Writable } from "node:stream";
import { confirm, password } from "@inquirer/prompts";
import { Failure } from "../failure/failure.js";
import type { Prompts } from "./prompts.js";

export interface PromptStreams {
  readonly input: Readable;
  /** stderr, so that stdout holds only results. */
  readonly output: Writable;
  readonly signal: AbortSignal;
}

/** The caller has checked that both streams are terminals: Inquirer itself does not. */
export const createInquirerPrompts = ({ input, output, signal }: PromptStreams): Prompts => {
  const ask = async <T>(question: (streams: PromptStreams) => Promise<T>): Promise<T> => {
    const left = watchLeaving(input);
    try {
      return await question({ input, output, signal: AbortSignal.any([signal, left.signal]) });
    } catch (error) {
      if (error instanceof Error && LEFT.has(error.name)) throw new Failure("E_INTERRUPTED", "stopped");
      throw error;
    } finally {
      left.stop();
    }
  };
  return {
    // toggleMask would offer to show what is typed.
    secret: (message) => ask((streams) => password({ message, mask: "•", toggleMask: false }, streams)),
    confirm: (message) => ask((streams) => confirm({ message, default: false }, streams)),
  };
};

const LEFT = new Set(["ExitPromptError", "AbortPromptError"]);

/**
 * Ctrl-D and a keyboard that goes away make readline let go of it, and Inquirer wait for ever. Readline
 * also lets go after an answer; that has settled by the time the signal comes.
 */
const watchLeaving = (input: Readable) => {
  const controller = new AbortController();
  const leave = () => void setImmediate(() => controller.abort());
  const events = ["pause", "end", "close"];
  for (const event of events) input.on(event, leave);
  if (input.readableEnded || input.destroyed) controller.abort();
  return {
    signal: controller.signal,
    stop: () => {
      for (const event of events) input.off(event, leave);
    },
  };
};
