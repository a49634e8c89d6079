import fc from "fast-check";
import { expect, test } from "vitest";
import { type Step, walk } from "../../../src/interactive/walk.js";
import { BACK } from "../../../src/prompts/prompts.js";

type Trail = readonly string[];
type Reply = "answer" | "back" | "skip";

/** Steps that reply as told, one reply after the other, and note who was asked. */
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
  expect(await walk(steps, ["start"])).toEqual(["start", "a0", "a1", "a2"]);
  expect(asked).toEqual([0, 1, 2]);
});

test("back asks the last answered question again, and forgets its answer", async () => {
  const { steps, asked } = scripted(3, ["answer", "answer", "back", "answer", "answer"]);
  expect(await walk(steps, [])).toEqual(["a0", "a1", "a2"]);
  expect(asked).toEqual([0, 1, 2, 1, 2]);
});

test("back passes over what was not asked", async () => {
  const { steps, asked } = scripted(3, ["answer", "skip", "back", "answer", "skip", "answer"]);
  expect(await walk(steps, [])).toEqual(["a0", "a2"]);
  expect(asked).toEqual([0, 1, 2, 0, 1, 2]);
});

test("back at the first question is back for all", async () => {
  expect(await walk(scripted(2, ["back"]).steps, [])).toBe(BACK);
  expect(await walk(scripted(3, ["answer", "back", "back"]).steps, [])).toBe(BACK);
  expect(await walk(scripted(2, ["skip", "back"]).steps, [])).toBe(BACK);
});

test("however often somebody goes back, the end has one answer a question, in order", async () => {
  const replies = fc.array(fc.constantFrom<Reply>("answer", "back"), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(replies, fc.integer({ min: 1, max: 6 }), async (list, count) => {
      const end = await walk(scripted(count, list).steps, []);
      expect(end === BACK || end).toEqual(
        end === BACK ? true : Array.from({ length: count }, (_, index) => `a${index}`),
      );
    }),
    { numRuns: 1_000 },
  );
});
