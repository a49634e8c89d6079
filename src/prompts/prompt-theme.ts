import type { Style } from "../output/style.js";

/** Inquirer's looks in the colours of this run: its own would ignore --color and NO_COLOR. */
export const promptTheme = (style: Style) => ({
  prefix: { idle: style("?", "warn"), done: style("✔", "good") },
  style: {
    answer: (text: string) => text,
    message: (text: string) => style(text, "strong"),
    error: (text: string) => style(`  ${text}`, "bad"),
    help: (text: string) => style(text, "muted"),
    highlight: (text: string) => style(text, "strong"),
    key: (text: string) => style(`<${text}>`, "strong"),
    defaultAnswer: (text: string) => style(`(${text})`, "muted"),
    maskedText: "",
    waitingMessage: (enter: string) => `${enter} opens your editor · esc back`,
    loadingMessage: () => "reading",
  },
});

export type PromptTheme = ReturnType<typeof promptTheme>;
