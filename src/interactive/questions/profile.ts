import { BACK, type Choice } from "../../prompts/prompts.js";
import { type Answers, withValue } from "../answers.js";
import type { Step } from "../wizard.js";
import { selectFrom, type WizardContext } from "../wizard-context.js";
import { nameProblem } from "./address.js";

/** One of the stored profiles, the active one first. */
export const askProfile =
  ({ prompts, profiles }: WizardContext): Step<Answers> =>
  async (answers) => {
    const state = await (await profiles()).read();
    const names = Object.keys(state.profiles).sort(
      (a, b) => Number(b === state.active) - Number(a === state.active) || a.localeCompare(b),
    );
    const choices = names.map((name): Choice<string> => {
      const profile = state.profiles[name];
      const facts = [
        profile?.environment?.name,
        profile?.apiUrl,
        name === state.active ? "active" : undefined,
      ];
      return { value: name, name, detail: facts.filter((fact) => fact !== undefined).join(" · ") };
    });
    const name = await prompts.select({
      ...selectFrom("Profile", choices),
      none: "no such profile",
    });
    return name === BACK ? BACK : withValue(answers, "profile", name);
  };

export const askNewProfile =
  ({ prompts }: WizardContext): Step<Answers> =>
  async (answers) => {
    const name = await prompts.text({
      message: "Name of the profile",
      problem: nameProblem,
    });
    return name === BACK ? BACK : withValue(answers, "new profile", name);
  };
