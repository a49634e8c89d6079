import fc from "fast-check";
import { expect, test } from "vitest";
import { type Message, readMessage } from "../../../src/model/message.js";
import {
  NOT_READ,
  type TrackedState,
  updateState,
  type WantedButton,
} from "../../../src/polling/evaluate-wait.js";

const message = (buttons: readonly string[], pressed?: string): Message =>
  readMessage({
    cta: {
      action: {
        buttons: buttons.map((type) => ({ type })),
        ...(pressed === undefined ? { status: "pending" } : { status: "done", result: { type: pressed } }),
      },
    },
  });

const BOTH = ["primary", "secondary"];
const after = (wanted: WantedButton, ...reads: readonly (Message | undefined)[]): TrackedState =>
  reads.reduce<TrackedState>((before, look) => updateState(before, look, wanted), NOT_READ);

test.each([
  ["any", message(BOTH), "pending"],
  ["any", message([]), "no-buttons"],
  ["any", message(["tertiary", ""]), "no-buttons"],
  ["any", message(["tertiary", "secondary"]), "pending"],
  ["primary", message(["secondary"]), "no-buttons"],
  ["primary", message(["secondary"], "secondary"), "secondary"],
  ["any", message([], "primary"), "primary"],
  ["any", message(BOTH, "PRIMARY"), "pending"],
] as const)("waiting for %s, a message stands as it should", (wanted, seen, state) => {
  expect(after(wanted, seen)).toEqual({ state, misses: 0 });
});

test("a message that was never found stays missing, however often it is read", () => {
  expect(after("any", undefined, undefined, undefined)).toEqual({ state: "missing", misses: 3 });
});

test("a pending message is deleted after two consecutive misses, and back when it is found again", () => {
  const open = message(BOTH);
  expect(after("any", open, undefined).state).toBe("pending");
  expect(after("any", open, undefined, open, undefined).state).toBe("pending");
  expect(after("any", open, undefined, undefined).state).toBe("gone");
  expect(after("any", open, undefined, undefined, undefined).state).toBe("gone");
  expect(after("any", open, undefined, undefined, open)).toEqual({ state: "pending", misses: 0 });
});

test("an answer survives the deletion of its message, but not its revert", () => {
  expect(after("any", message(BOTH, "primary"), undefined, undefined).state).toBe("primary");
  expect(after("any", message(BOTH, "primary"), message(BOTH)).state).toBe("pending");
});

test("the latest read overrides all earlier ones", () => {
  const look = fc.option(
    fc.constantFrom(message(BOTH), message([]), message(BOTH, "primary"), message(BOTH, "secondary")),
    { nil: undefined },
  );
  fc.assert(
    fc.property(
      fc.array(look),
      look.filter((seen) => seen !== undefined),
      (before, last) => {
        expect(after("any", ...before, last)).toEqual(after("any", last));
      },
    ),
  );
});
