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
  const streams = { input, output, signal };
  return {
    secret: (message) => answered(password({ message, mask: "•", toggleMask: false }, streams)),
    confirm: (message) => answered(confirm({ message, default: false }, streams)),
  };
};

const LEFT = new Set(["ExitPromptError", "AbortPromptError"]);

const answered = async <T>(question: Promise<T>): Promise<T> => {
  try {
    return await question;
  } catch (error) {
    if (error instanceof Error && LEFT.has(error.name)) throw new Failure("E_INTERRUPTED", "stopped");
    throw error;
  }
};
