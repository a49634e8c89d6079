import { BACK, type Back } from "../prompts/prompts.js";

/** One question: the answers with its own added, one question back, or undefined when there is nothing to ask. */
export type Step<Answers> = (answers: Answers) => Promise<Answers | Back | undefined>;

/** Knows what has been drawn, and takes it away again. */
export interface Drawn {
  mark(): number;
  rewind(mark: number): Promise<void>;
}

/** Asks one question after the other; BACK leads to the last one that was really asked, and undraws its answer. */
export const runWizard = async <Answers>(
  steps: readonly Step<Answers>[],
  start: Answers,
  drawn: Drawn,
): Promise<Answers | Back> => {
  const trail: { readonly index: number; readonly answers: Answers; readonly mark: number }[] = [];
  let index = 0;
  let answers = start;
  for (let step = steps[index]; step !== undefined; step = steps[index]) {
    const mark = drawn.mark();
    const outcome = await step(answers);
    if (outcome === BACK) {
      const last = trail.pop();
      if (last === undefined) return BACK;
      ({ index, answers } = last);
      await drawn.rewind(last.mark);
      continue;
    }
    if (outcome !== undefined) {
      trail.push({ index, answers, mark });
      answers = outcome;
    }
    index += 1;
  }
  return answers;
};
