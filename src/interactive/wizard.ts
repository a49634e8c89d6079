import { BACK, type Back } from "../prompts/prompts.js";

/** One question. Returns the answers with its own added, BACK, or undefined if there was nothing to ask. */
export type Step<Answers> = (answers: Answers) => Promise<Answers | Back | undefined>;

/** Implemented by `Prompts`. */
interface Screen {
  /** The current height, for `rewind`. */
  mark(): number;
  /** Erases everything since the mark. */
  rewind(mark: number): Promise<void>;
}

/** Asks one question after the other. BACK returns to the previous question that was asked, and erases its answer. */
export const runWizard = async <Answers>(
  steps: readonly Step<Answers>[],
  start: Answers,
  screen: Screen,
): Promise<Answers | Back> => {
  const history: { readonly index: number; readonly answers: Answers; readonly mark: number }[] = [];
  let index = 0;
  let answers = start;
  for (let step = steps[index]; step !== undefined; step = steps[index]) {
    const mark = screen.mark();
    const outcome = await step(answers);
    if (outcome === BACK) {
      const last = history.pop();
      if (last === undefined) return BACK;
      ({ index, answers } = last);
      await screen.rewind(last.mark);
      continue;
    }
    if (outcome !== undefined) {
      history.push({ index, answers, mark });
      answers = outcome;
    }
    index += 1;
  }
  return answers;
};
