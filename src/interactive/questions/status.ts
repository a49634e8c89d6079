import type { ActionStatus } from "../../model/action.js";
import { BACK, type Choice } from "../../prompts/prompts.js";
import { type Answers, withValue } from "../answers.js";
import { type Asking, pickOf } from "../asking.js";
import type { Step } from "../walk.js";

const CHOICES: readonly Choice<ActionStatus>[] = [
  { value: "done", name: "done: as if somebody had pressed it", short: "done" },
  { value: "pending", name: "pending: as if nobody had pressed it", short: "pending" },
];

export const askStatus =
  ({ prompts }: Asking): Step<Answers> =>
  async (answers) => {
    const status = await prompts.pick(pickOf(`Set ${answers.values.button ?? "it"} to`, CHOICES));
    return status === BACK ? BACK : withValue(answers, "status", status);
  };
