import fc from "fast-check";
import { expect, test } from "vitest";
import { runWizard, type Step } from "../../../src/interactive/wizard.js";
import { BACK } from "../../../src/prompts/prompts.js";

type Trail = readonly string[];
type Reply = "answer" | "back" | "skip";

/** A screen that draws nothing. */
const NOTHING = { mark: () => 0, rewind: async () => {} };

/** Steps with scripted replies, which record the order of questions. */
const scripted = (count: number, replies: readonly Reply[]) => {
  const asked: number[] = [];
  const left = [...replies];
  const steps = Array.from(
    { length: count },
    (_, index): Step<Trail> =>
      async (answers) => {
        asked.push(index);
        const reply = left.shift() ?? "answer";
        if (reply === "back") return BACK;
        return reply === "skip" ? undefined : [...answers, `a${index}`];
      },
  );
  return { steps, asked };
};

test("questions come in order and add to the answers", async () => {
  const { steps, asked } = scripted(3, []);
  expect(await runWizard(steps, ["start"], NOTHING)).toEqual(["start", "a0", "a1", "a2"]);
  expect(asked).toEqual([0, 1, 2]);
});

test("back asks the last answered question again, and forgets its answer", async () => {
  const { steps, asked } = scripted(3, ["answer", "answer", "back", "answer", "answer"]);
  expect(await runWizard(steps, [], NOTHING)).toEqual(["a0", "a1", "a2"]);
  expect(asked).toEqual([0, 1, 2, 1, 2]);
});

test("back skips questions that were not asked", async () => {
  const { steps, asked } = scripted(3, ["answer", "skip", "back", "answer", "skip", "answer"]);
  expect(await runWizard(steps, [], NOTHING)).toEqual(["a0", "a2"]);
  expect(asked).toEqual([0, 1, 2, 0, 1, 2]);
});

test("back at the first question ends the wizard with BACK", async () => {
  expect(await runWizard(scripted(2, ["back"]).steps, [], NOTHING)).toBe(BACK);
  expect(await runWizard(scripted(3, ["answer", "back", "back"]).steps, [], NOTHING)).toBe(BACK);
  expect(await runWizard(scripted(2, ["skip", "back"]).steps, [], NOTHING)).toBe(BACK);
});

test("after any number of steps back there is one answer per question, in order", async () => {
  const replies = fc.array(fc.constantFrom<Reply>("answer", "back"), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(replies, fc.integer({ min: 1, max: 6 }), async (list, count) => {
      const end = await runWizard(scripted(count, list).steps, [], NOTHING);
      expect(end === BACK || end).toEqual(
        end === BACK ? true : Array.from({ length: count }, (_, index) => `a${index}`),
      );
    }),
    { numRuns: 1_000 },
  );
});

test("going back erases exactly the last answer from the screen", async () => {
  const { steps } = scripted(3, ["answer", "answer", "back", "back", "answer", "answer", "answer"]);
  let height = 0;
  const rewinds: number[] = [];
  const drawn = {
    mark: () => height,
    rewind: async (mark: number) => {
      rewinds.push(mark);
      height = mark;
    },
  };
  const growing = steps.map(
    (step): Step<Trail> =>
      async (answers) => {
        const outcome = await step(answers);
        if (outcome !== BACK) height += 10;
        return outcome;
      },
  );
  expect(await runWizard(growing, [], drawn)).toEqual(["a0", "a1", "a2"]);
  expect([rewinds, height]).toEqual([[10, 0], 30]);
});
