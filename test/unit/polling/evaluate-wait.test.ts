import { expect, test } from "vitest";
import { evaluateWait, type MessageState, type WantedButton } from "../../../src/polling/evaluate-wait.js";

type WaitEvaluation = ReturnType<typeof evaluateWait>;

const UNDECIDED: WaitEvaluation = { kind: "undecided" };
const MET: WaitEvaluation = { kind: "met" };
const never = (because: "other" | "gone" | "no-buttons" | "too-few"): WaitEvaluation => ({
  kind: "impossible",
  because,
});

interface WaitGoal {
  readonly button: WantedButton;
  readonly needed: number | "all";
}

const evaluated = ({ button, needed }: WaitGoal, states: readonly MessageState[], mayGrow: boolean) =>
  evaluateWait(
    needed,
    states.map((state) => ({ state, wanted: button })),
    mayGrow,
  );

const any = (needed: WaitGoal["needed"]): WaitGoal => ({ button: "any", needed });
const primary = (needed: WaitGoal["needed"]): WaitGoal => ({ button: "primary", needed });

test.each<readonly [WaitGoal, readonly MessageState[], WaitEvaluation]>([
  [any(1), ["pending"], UNDECIDED],
  [any(1), ["missing"], UNDECIDED],
  [any(1), ["secondary"], MET],
  [primary(1), ["secondary"], never("other")],
  [any(1), ["gone"], never("gone")],
  [any(1), ["no-buttons"], never("no-buttons")],
  [any(1), [], never("too-few")],
  [any(2), ["primary"], never("too-few")],
  [any(2), ["primary", "pending", "pending"], UNDECIDED],
  [any(2), ["primary", "secondary", "pending"], MET],
  [primary(2), ["primary", "secondary", "pending"], UNDECIDED],
  [primary(2), ["secondary", "gone", "pending"], never("other")],
  [any(2), ["gone", "no-buttons", "pending"], never("gone")],
  [any("all"), ["primary", "pending"], UNDECIDED],
  [any("all"), ["primary", "secondary"], MET],
  [any("all"), ["primary", "no-buttons"], never("no-buttons")],
  [any("all"), [], never("too-few")],
])("%j of %j: %j", (goal, states, evaluation) => {
  expect(evaluated(goal, states, false)).toEqual(evaluation);
});

test.each<readonly [WaitGoal, readonly MessageState[], WaitEvaluation]>([
  [any(3), ["primary"], UNDECIDED],
  [primary(1), ["secondary"], UNDECIDED],
  [any(1), [], UNDECIDED],
  [any("all"), [], UNDECIDED],
  [any("all"), ["primary"], UNDECIDED],
  [primary("all"), ["secondary"], never("other")],
  [any(1), ["primary"], MET],
])("while more may come, %j of %j: %j", (goal, states, evaluation) => {
  expect(evaluated(goal, states, true)).toEqual(evaluation);
});

test("the wanted button can be another one in each message", () => {
  const asked = (first: MessageState, second: MessageState) =>
    evaluateWait(
      2,
      [
        { state: first, wanted: "primary" },
        { state: second, wanted: "secondary" },
      ],
      false,
    );
  expect(asked("primary", "secondary")).toEqual(MET);
  expect(asked("primary", "primary")).toEqual(never("other"));
  expect(asked("primary", "pending")).toEqual(UNDECIDED);
});
