import { BACK, type Back } from "../prompts/prompts.js";

/** One question: the answers with its own added, one question back, or undefined when there is nothing to ask. */
export type Step<Answers> = (answers: Answers) => Promise<Answers | Back | undefined>;

/** Asks one question after the other; BACK leads to the last one that was really asked. */
export const walk = async <Answers>(
  steps: readonly Step<Answers>[],
  start: Answers,
): Promise<Answers | Back> => {
  const trail: { readonly index: number; readonly answers: Answers }[] = [];
  let index = 0;
  let answers = start;
  for (let step = steps[index]; step !== undefined; step = steps[index]) {
    const outcome = await step(answers);
    if (outcome === BACK) {
      const last = trail.pop();
      if (last === undefined) return BACK;
      ({ index, answers } = last);
      continue;
    }
    if (outcome !== undefined) {
      trail.push({ index, answers });
      answers = outcome;
    }
    index += 1;
  }
  return answers;
};
