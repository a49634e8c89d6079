import { Chalk } from "chalk";
import type { ColorLevel, Style } from "./style.js";

/** A style of its own level: chalk's own instance would ignore NO_COLOR and know only one stream. */
export const createChalkStyle = (level: ColorLevel): Style => {
  const chalk = new Chalk({ level });
  const pollClient = {
    good: chalk.green,
    warn: chalk.yellow,
    bad: chalk.red,
    muted: chalk.dim,
    strong: chalk.bold,
  } as const;
  return (text, tone) => (tone === undefined ? text : pollClient[tone](text));
};
