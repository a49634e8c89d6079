import type { Readable, Writable } from "node:stream";
import { editor } from "@inquirer/prompts";
import { sanitizeLine } from "../output/sanitize.js";
import type { PromptTheme } from "./prompt-theme.js";
import type { TextQuestion } from "./prompts.js";

interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

/** A text from the person's own editor: VISUAL, EDITOR, or what the system has. */
export const askEditor = (
  { message, preset, problem }: TextQuestion,
  theme: PromptTheme,
  streams: Streams,
): Promise<string> =>
  editor(
    {
      message: sanitizeLine(message),
      postfix: ".json",
      ...(preset === undefined ? {} : { default: preset }),
      validate: (text) => problem?.(text) ?? true,
      theme,
    },
    streams,
  );
