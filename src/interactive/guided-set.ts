import type { Context } from "../context/context.js";
import { BUTTON, MESSAGE, STATUS, SUBSCRIBER } from "../options/requirements.js";
import type { Answers } from "./answers.js";
import type { Asking } from "./asking.js";
import { askConfirmation } from "./questions/confirmation.js";
import { askPayload } from "./questions/payload.js";
import { askProfile } from "./questions/profile.js";
import { QUESTIONS } from "./questions/questions.js";
import type { Step } from "./walk.js";

/** What `action set` needs, in the order of the questions. */
export const SET_NEEDS = [SUBSCRIBER, MESSAGE, BUTTON, STATUS] as const;

/** All questions of the main job, from the profile to the yes. */
export const guidedSteps = (
  asking: Asking,
  { isProfileOpen }: { isProfileOpen: boolean },
): Step<Answers>[] => [
  ...(isProfileOpen ? [profileToAskWith(asking)] : []),
  ...SET_NEEDS.map(({ kind }) => QUESTIONS[kind](asking)),
  askPayload(asking),
  askConfirmation(asking),
];

/** The answer chooses whom to ask, and is no word of the command itself. */
const profileToAskWith = (asking: Asking): Step<Answers> => {
  const ask = askProfile(asking);
  return async (answers) => {
    const answered = await ask(answers);
    if (answered === undefined || typeof answered === "symbol") return answered;
    const { profile, ...values } = answered.values;
    return { ...answered, values, ...(profile === undefined ? {} : { profile }) };
  };
};

/** Whether the profile is a question: several are stored, and nobody named one. */
export const hasProfileToChoose = async ({
  connect,
  profiles,
}: Pick<Context, "connect" | "profiles">): Promise<boolean> => {
  const { facts } = await connect();
  if (facts.profile === undefined || facts.profile.isNamed) return false;
  const { profiles: stored } = await (await profiles()).read();
  return Object.keys(stored).length > 1;
};
