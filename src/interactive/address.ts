import { isProfileName } from "../config/profile.js";
import { BACK, type Back, type Choice, type Prompts } from "../prompts/prompts.js";
import { runWizard, type Step } from "./wizard.js";
import { selectFrom } from "./wizard-context.js";

/** A new profile's name, and the options that say where its Novu is. */
interface ProfileAddress {
  readonly name: string;
  readonly options: readonly string[];
}

const REGIONS: readonly Choice<readonly string[]>[] = [
  { value: ["--region", "eu"], name: "Novu's EU cloud" },
  { value: ["--region", "us"], name: "Novu's US cloud" },
  { value: ["--api-url"], name: "a self-hosted Novu" },
];

export const askAddress = async (prompts: Prompts): Promise<ProfileAddress | Back> => {
  const steps: readonly Step<ProfileAddress>[] = [
    async (answers) => {
      const options = await prompts.select(selectFrom("Where is your Novu?", REGIONS));
      return options === BACK ? BACK : { ...answers, options };
    },
    async (answers) => {
      if (answers.options.length > 1) return undefined;
      const url = await prompts.text({
        message: "API URL, such as http://localhost:3000",
        problem: (text) => (URL.canParse(text) ? undefined : "Example: https://novu.example.com"),
      });
      return url === BACK ? BACK : { ...answers, options: ["--api-url", url] };
    },
    async (answers) => {
      const name = await prompts.text({
        message: "Name for the profile",
        preset: "default",
        problem: nameProblem,
      });
      return name === BACK ? BACK : { ...answers, name };
    },
  ];
  return runWizard(steps, { name: "", options: [] }, prompts);
};

export const nameProblem = (text: string): string | undefined =>
  isProfileName(text)
    ? undefined
    : "Start with a letter or digit; then letters, digits, dots, dashes and underscores";
