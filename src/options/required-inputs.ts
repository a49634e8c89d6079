import { SHELLS } from "../completion/shells.js";
import type { RequiredInput } from "../failures/missing-input.js";
import { ACTION_STATUSES, BUTTONS } from "../model/action.js";
import { ACTION_CONDITIONS } from "../model/action-condition.js";
import { HTTP_METHODS } from "../model/http-method.js";
import { MARKS } from "../model/mark.js";

/** What commands cannot do without, each in one place. */
export const SUBSCRIBER = { kind: "subscriber", usage: "<subscriberId>" } as const satisfies RequiredInput;
export const MESSAGE = { kind: "message", usage: "<messageId>" } as const satisfies RequiredInput;
export const MESSAGES = { kind: "message", usage: "<messageId…>" } as const satisfies RequiredInput;
export const MARK = {
  kind: "mark",
  usage: `--as <${MARKS.join("|")}>`,
  flag: "--as",
} as const satisfies RequiredInput;
export const BUTTON = { kind: "button", usage: `<${BUTTONS.join("|")}>` } as const satisfies RequiredInput;
export const CONDITION = {
  kind: "condition",
  usage: `<${ACTION_CONDITIONS.join("|")}>`,
} as const satisfies RequiredInput;
export const STATUS = {
  kind: "status",
  usage: `--status <${ACTION_STATUSES.join("|")}>`,
  flag: "--status",
} as const satisfies RequiredInput;
export const METHOD = {
  kind: "method",
  usage: `<${HTTP_METHODS.join("|")}>`,
} as const satisfies RequiredInput;
export const PATH = { kind: "path", usage: "<path>" } as const satisfies RequiredInput;
export const SHELL = { kind: "shell", usage: `<${SHELLS.join("|")}>` } as const satisfies RequiredInput;
export const PROFILE = { kind: "profile", usage: "<name>" } as const satisfies RequiredInput;
export const NEW_PROFILE = { kind: "new profile", usage: "<name>" } as const satisfies RequiredInput;
