import { Failure } from "../failures/failure.js";
import { isJsonObject, type JsonValue } from "../model/json.js";
import { textAssignment } from "../options/arguments.js";
import { BACK, type Back, type Choice } from "../prompts/prompts.js";
import type { Step } from "./wizard.js";
import { type Answers, selectFrom, type WizardContext } from "./wizard-context.js";

type PayloadSource = "keep" | "pairs" | "json" | "editor" | "clear";

/** Words for the command line, or BACK. */
type Words = readonly string[] | Back;

export const askPayload =
  (wizardContext: WizardContext): Step<Answers> =>
  async (answers) => {
    const { prompts } = wizardContext;
    const mark = prompts.mark();
    for (;;) {
      await prompts.rewind(mark);
      const stored = answers.message?.answer.payload;
      const source = await prompts.select(
        selectFrom("Payload", sourceChoices(stored, editorOf(wizardContext))),
      );
      if (source === BACK) return BACK;
      const words = await ASK_BY_SOURCE[source](wizardContext, stored);
      if (words !== BACK) return { ...answers, payload: words };
    }
  };

const editorOf = ({ env }: WizardContext): string | undefined =>
  env.VISUAL?.trim() || env.EDITOR?.trim() || undefined;

const sourceChoices = (
  stored: JsonValue | undefined,
  editor: string | undefined,
): Choice<PayloadSource>[] => [
  {
    value: "keep",
    name: stored === undefined ? "no payload" : `keep the stored one: ${JSON.stringify(stored)}`,
  },
  { value: "pairs", name: "key=value pairs" },
  { value: "json", name: "a JSON object" },
  {
    value: "editor",
    name: editor === undefined ? "in your editor" : `in your editor (${editor})`,
    ...(editor === undefined ? { disabled: "EDITOR is not set" } : {}),
  },
  ...(stored === undefined ? [] : [{ value: "clear", name: "remove the stored one" } as const]),
];

const askPairs = async ({ prompts }: WizardContext): Promise<Words> => {
  const pairs: { readonly text: string; readonly mark: number }[] = [];
  for (;;) {
    const mark = prompts.mark();
    const message =
      pairs.length === 0 ? "key=value (Enter to finish)" : "Another key=value, or Enter to finish";
    const text = await prompts.text({ message, problem: pairProblem });
    if (text === BACK) {
      const last = pairs.pop();
      if (last === undefined) return BACK;
      await prompts.rewind(last.mark);
    } else if (text.trim() === "") {
      return pairs.flatMap((pair) => ["--set", pair.text]);
    } else {
      pairs.push({ text, mark });
    }
  }
};

const pairProblem = (text: string): string | undefined => {
  if (text.trim() === "") return undefined;
  try {
    textAssignment(text);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return "Use key=value; dots in the key nest: run.id=812";
    throw error;
  }
};

const askJson = async ({ prompts }: WizardContext): Promise<Words> =>
  payloadWords(await prompts.text({ message: 'JSON object, such as {"by":"phone"}', problem: jsonProblem }));

const askEditor = async ({ prompts }: WizardContext, stored: JsonValue | undefined): Promise<Words> => {
  let text = `${JSON.stringify(stored ?? {}, undefined, 2)}\n`;
  for (;;) {
    const edited = await prompts.editor(text);
    const problem = "problem" in edited ? edited.problem : jsonProblem(edited.text);
    if ("text" in edited) text = edited.text;
    if (problem === undefined) return payloadWords(text);
    const again = await prompts.select(selectFrom(problem, [{ value: true, name: "open the editor again" }]));
    if (again === BACK) return BACK;
  }
};

const jsonProblem = (text: string): string | undefined => {
  try {
    return isJsonObject(JSON.parse(text)) ? undefined : "It must be a JSON object: { … }";
  } catch (error) {
    return `It isn't valid JSON: ${error instanceof Error ? error.message : error}`;
  }
};

/** The JSON on one line, not parsed and serialized again, so that digits and order are kept. */
const payloadWords = (text: string | Back): Words =>
  text === BACK ? BACK : ["--payload", text.trim().replace(/\s*\n\s*/g, " ")];

const ASK_BY_SOURCE: Readonly<
  Record<PayloadSource, (wizardContext: WizardContext, stored: JsonValue | undefined) => Promise<Words>>
> = {
  keep: async () => [],
  pairs: askPairs,
  json: askJson,
  editor: askEditor,
  clear: async () => ["--clear-payload"],
};
