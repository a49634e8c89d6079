import { SHELLS } from "../../completion/shells.js";
import type { InputKind } from "../../failures/missing-input.js";
import { ACTION_CONDITIONS } from "../../model/action-condition.js";
import { HTTP_METHODS } from "../../model/http-method.js";
import { MARKS } from "../../model/mark.js";
import type { Answers } from "../answers.js";
import type { Asking } from "../asking.js";
import type { Step } from "../walk.js";
import { askButton } from "./button.js";
import { askText, askWord } from "./fixed.js";
import { askMessage } from "./message.js";
import { askNewProfile, askProfile } from "./profile.js";
import { askStatus } from "./status.js";
import { askSubscriber } from "./subscriber.js";

/** How each kind of input is asked for. */
export const QUESTIONS: Readonly<Record<InputKind, (asking: Asking) => Step<Answers>>> = {
  subscriber: askSubscriber,
  message: askMessage,
  button: askButton,
  status: askStatus,
  condition: askWord("condition", "Is it", ACTION_CONDITIONS),
  profile: askProfile,
  "new profile": askNewProfile,
  mark: askWord("mark", "Mark as", MARKS),
  shell: askWord("shell", "Shell", SHELLS),
  method: askWord("method", "Method", HTTP_METHODS),
  path: askText("path", "Path, such as /v1/environments/me"),
};
