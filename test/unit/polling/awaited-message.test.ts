import fc from "fast-check";
import { expect, test } from "vitest";
import { type Message, readMessage } from "../../../src/model/message.js";
import {
  type AwaitedMessage,
  afterPoll,
  UNSEEN,
  type WantedButton,
} from "../../../src/polling/awaited-message.js";

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
const after = (wanted: WantedButton, ...looks: readonly (Message | undefined)[]): AwaitedMessage =>
  looks.reduce<AwaitedMessage>((before, look) => afterPoll(before, look, wanted), UNSEEN);

test.each([
  ["any", message(BOTH), "open"],
  ["any", message([]), "unclickable"],
  ["primary", message(["secondary"]), "unclickable"],
  ["primary", message(["secondary"], "secondary"), "secondary"],
  ["any", message([], "primary"), "primary"],
  ["any", message(BOTH, "PRIMARY"), "open"],
] as const)("waiting for %s, a message stands as it should", (wanted, seen, standing) => {
  expect(after(wanted, seen)).toEqual({ standing, misses: 0 });
});

test("never seen it stays missing, however often it is looked for", () => {
  expect(after("any", undefined, undefined, undefined)).toEqual({ standing: "missing", misses: 3 });
});

test("an open one is gone after two misses in a row, and back when it is seen again", () => {
  const open = message(BOTH);
  expect(after("any", open, undefined).standing).toBe("open");
  expect(after("any", open, undefined, open, undefined).standing).toBe("open");
  expect(after("any", open, undefined, undefined).standing).toBe("vanished");
  expect(after("any", open, undefined, undefined, undefined).standing).toBe("vanished");
  expect(after("any", open, undefined, undefined, open)).toEqual({ standing: "open", misses: 0 });
});

test("an answer outlives its message, and not its being taken back", () => {
  expect(after("any", message(BOTH, "primary"), undefined, undefined).standing).toBe("primary");
  expect(after("any", message(BOTH, "primary"), message(BOTH)).standing).toBe("open");
});

test("what a look saw counts for more than all looks before it", () => {
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
