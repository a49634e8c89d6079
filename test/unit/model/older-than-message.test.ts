import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/model/json.js";
import { olderThanMessage } from "../../../src/model/older-than-message.js";

const SECOND = 1_700_000_000;
const hex = (seconds: number, rest: string) => seconds.toString(16) + rest.padStart(16, "0");
const item = (seconds: number, rest: string, ms = 0): JsonObject => ({
  _id: hex(seconds, rest),
  createdAt: new Date(seconds * 1_000 + ms).toISOString(),
});

const kept = (items: readonly JsonObject[], id: string, found?: JsonObject) =>
  items.filter(olderThanMessage(id, found));

test("items behind the message come after it, also if created at the same instant", () => {
  const wanted = item(SECOND, "5", 300);
  const twin = item(SECOND, "9", 300);
  const older = item(SECOND - 1, "1");
  const list = [item(SECOND + 1, "7"), item(SECOND, "4", 300), wanted, twin, older];
  expect(kept(list, hex(SECOND, "5"), wanted)).toEqual([twin, older]);
});

test("newer items do not, also if arrivals pushed them behind the message", () => {
  const wanted = item(SECOND, "5", 300);
  const list = [wanted, item(SECOND + 1, "7"), item(SECOND - 1, "1")];
  expect(kept(list, hex(SECOND, "5"), wanted)).toEqual([item(SECOND - 1, "1")]);
  expect(kept(list, hex(SECOND, "5"))).toEqual([item(SECOND - 1, "1")]);
});

test("older items come after the message, also if the message moved to a page that is not read", () => {
  const wanted = item(SECOND, "5", 300);
  const list = [item(SECOND, "6", 301), item(SECOND, "4", 300), item(SECOND, "3", 299)];
  expect(kept(list, hex(SECOND, "5"), wanted)).toEqual([item(SECOND, "3", 299)]);
});

test("the position of a deleted message is known from its ID", () => {
  const list = [
    item(SECOND + 1, "1"),
    item(SECOND, "6", 900),
    item(SECOND, "4", 950),
    item(SECOND - 1, "f", 999),
  ];
  expect(kept(list, hex(SECOND, "5"))).toEqual([item(SECOND, "4", 950), item(SECOND - 1, "f", 999)]);
});

test.each([{}, { _id: 7 }, { createdAt: "soon" }])(
  "%j, which tells no time, is left out before the place",
  (odd) => {
    expect(kept([odd], hex(SECOND, "5"))).toEqual([]);
    const wanted = item(SECOND, "5");
    expect(kept([wanted, odd], hex(SECOND, "5"), wanted)).toEqual([odd]);
  },
);
