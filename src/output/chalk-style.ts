import { Chalk } from "chalk";
import type { colorLevel, Style } from "./style.js";

/** A style with its own level: chalk's default instance ignores NO_COLOR and has one level for all streams. */
export const createChalkStyle = (level: ReturnType<typeof colorLevel>): Style => {
  const chalk = new Chalk({ level });
  const painters = {
    pressed: chalk.green,
    pending: chalk.yellow,
    error: chalk.red,
    muted: chalk.dim,
    strong: chalk.bold,
  } as const;
  return (text, tone) => (tone === undefined ? text : painters[tone](text));
};
