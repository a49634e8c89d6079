import { expect, test } from "vitest";
import type { AwaitedState } from "../../../src/polling/awaited-message.js";
import { evaluateWait, type WaitEvaluation, type WaitGoal } from "../../../src/polling/evaluate-wait.js";

const GO_ON: WaitEvaluation = { kind: "go on" };
const MET: WaitEvaluation = { kind: "met" };
const never = (because: "other" | "vanished" | "unclickable" | "short"): WaitEvaluation => ({
  kind: "hopeless",
  because,
});

const any = (needed: WaitGoal["needed"]): WaitGoal => ({ button: "any", needed });
const primary = (needed: WaitGoal["needed"]): WaitGoal => ({ button: "primary", needed });

test.each<readonly [WaitGoal, readonly AwaitedState[], WaitEvaluation]>([
  [any(1), ["open"], GO_ON],
  [any(1), ["missing"], GO_ON],
  [any(1), ["secondary"], MET],
  [primary(1), ["secondary"], never("other")],
  [any(1), ["vanished"], never("vanished")],
  [any(1), ["unclickable"], never("unclickable")],
  [any(1), [], never("short")],
  [any(2), ["primary"], never("short")],
  [any(2), ["primary", "open", "open"], GO_ON],
  [any(2), ["primary", "secondary", "open"], MET],
  [primary(2), ["primary", "secondary", "open"], GO_ON],
  [primary(2), ["secondary", "vanished", "open"], never("other")],
  [any(2), ["vanished", "unclickable", "open"], never("vanished")],
  [any("all"), ["primary", "open"], GO_ON],
  [any("all"), ["primary", "secondary"], MET],
  [any("all"), ["primary", "unclickable"], never("unclickable")],
  [any("all"), [], never("short")],
])("%j of %j: %j", (goal, standings, verdict) => {
  expect(evaluateWait(goal, standings, false)).toEqual(verdict);
});

test.each<readonly [WaitGoal, readonly AwaitedState[], WaitEvaluation]>([
  [any(3), ["primary"], GO_ON],
  [primary(1), ["secondary"], GO_ON],
  [any(1), [], GO_ON],
  [any("all"), [], GO_ON],
  [any("all"), ["primary"], GO_ON],
  [primary("all"), ["secondary"], never("other")],
  [any(1), ["primary"], MET],
])("while more may come, %j of %j: %j", (goal, standings, verdict) => {
  expect(evaluateWait(goal, standings, true)).toEqual(verdict);
});
