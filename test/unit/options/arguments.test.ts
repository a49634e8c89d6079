import { expect, test } from "vitest";
import type { Assignment } from "../../../src/model/payload.js";
import {
  collect,
  duration,
  jsonAssignment,
  messageId,
  nonBlankText,
  oneOf,
  subscriberId,
  textAssignment,
  wholeNumber,
} from "../../../src/options/arguments.js";
import { failureOf, refusalOf } from "../failures/failure-of.js";

const button = oneOf(["primary", "secondary"], "a button", "Novu would have stored it unchecked.");

test("a valid word is returned unchanged", () => {
  expect(button("primary")).toBe("primary");
});

test("a mistyped word gets a correction and a hint", async () => {
  const failure = await failureOf(() => button("primry"));
  expect([failure.code, failure.message, failure.info]).toEqual([
    "E_ENUM",
    `"primry" isn't a button. Did you mean "primary"?`,
    { hint: ["Novu would have stored it unchecked."], correction: { wrong: "primry", right: "primary" } },
  ]);
});

test("a word unlike all others gets the list of words", async () => {
  const failure = await failureOf(() => oneOf(["us", "eu"], "a region")("asia-1"));
  expect([failure.code, failure.message, failure.info]).toEqual([
    "E_ENUM",
    `"asia-1" isn't a region`,
    { hint: ["Use one of: us, eu.", "Nothing was sent."], correction: undefined },
  ]);
});

test.each(["PRIMARY", "Primary", " primary", "primary ", "", "toString", "__proto__"])(
  "%j is not taken for a button in silence",
  async (text) => {
    expect((await failureOf(() => button(text))).code).toBe("E_ENUM");
  },
);

test("a message ID is lower-cased, as Novu writes it", () => {
  expect(messageId("65F0C1A9B2D4E6F8A0B1C2D3")).toBe("65f0c1a9b2d4e6f8a0b1c2d3");
});

test.each(["65f0", "msg-1", "01JDT9W8Q2", "MSG_Ab"])(
  "the id %s has a form that Novu could use one day",
  (text) => {
    expect(messageId(text)).toBe(text);
  },
);

test("a message id that cannot be one is refused", async () => {
  const failure = await failureOf(() => messageId("a@b.example"));
  expect([failure.code, failure.message, failure.info]).toEqual([
    "E_ID",
    `"a@b.example" isn't a message ID but an email address`,
    { hint: ["A message ID is 24 hex digits (_id). Nothing was sent."] },
  ]);
});

test.each(["txn_6b03e09d1rjx8pm0wzp2", "f47ac10b-58cc-4372-a567-0e02b2c3d479"])(
  "the transaction id %s in a message id's place is recognised",
  async (text) => {
    const { message, info } = await failureOf(() => messageId(text));
    expect(message).toBe(`"${text}" isn't a message ID but a transaction ID`);
    expect(info.next).toEqual([
      { words: ["novu-msg", "message", "list", "--transaction", text], when: "to see its messages" },
    ]);
  },
);

test.each(["alice", "user:42@example.com", "a/b c", "a  b", "é", "-1"])(
  "the subscriber ID %j is the caller's own and stays as it is",
  (text) => {
    expect(subscriberId(text)).toBe(text);
  },
);

test.each([".", "..", "a\ud800"])(
  "the subscriber ID %j is refused: no address can carry it",
  async (text) => {
    const failure = await failureOf(() => subscriberId(text));
    expect([failure.code, failure.message, failure.info]).toEqual([
      "E_ID",
      `${JSON.stringify(text)} isn't a valid subscriber ID: it can't be part of a URL`,
      { hint: ["Nothing was sent."] },
    ]);
  },
);

test("a non-blank text is returned unchanged", () => {
  expect(nonBlankText(" a b ")).toBe(" a b ");
});

test.each(["", " ", "\t\n"])("the text %j says nothing", async (text) => {
  const failure = await failureOf(() => nonBlankText(text));
  expect([failure.code, failure.message, failure.info]).toEqual([
    "E_USAGE",
    "an option has an empty value",
    { hint: ["Nothing was sent."] },
  ]);
});

test.each(["", " ", "\t\n"])("the subscriber ID %j is empty", async (text) => {
  expect(await refusalOf(() => subscriberId(text))).toBe("E_ID: the subscriber ID is empty");
});

test.each([
  ["500ms", 500],
  ["2s", 2_000],
  ["5m", 300_000],
  ["1h", 3_600_000],
  ["30", 30_000],
  ["1.5s", 1_500],
  ["0.5", 500],
  ["1.005s", 1_005],
  ["0.5ms", 1],
  ["1ms", 1],
  ["500h", 1_800_000_000],
  ["1d", 86_400_000],
  ["2h30m", 9_000_000],
  ["1m1s500ms", 61_500],
  ["2147483647ms", 2_147_483_647],
  ["007s", 7_000],
])("the duration %s is %i ms", (text, milliseconds) => {
  expect(duration(text)).toBe(milliseconds);
});

test.each([
  "",
  "s",
  "-1s",
  "+1s",
  "1 s",
  "1w",
  "25d",
  "1S",
  "1e3",
  "1,5s",
  ".5s",
  "5.",
  "30m1h",
  "1h1h",
  "1h30",
  "∞",
  "NaN",
  "٣s",
  "1s\n",
  "0",
  "0s",
  "0.4ms",
  "1000h",
  "2147483648ms",
  `${"9".repeat(400)}h`,
])("%j is no duration", async (text) => {
  const failure = await failureOf(() => duration(text));
  expect([failure.code, failure.message, failure.info]).toEqual([
    "E_USAGE",
    `"${text}" isn't a duration`,
    { hint: ["Examples: 500ms, 2s, 5m, 2h30m, 1d (up to 24d); a bare number is seconds."] },
  ]);
});

const port = wholeNumber(0, 65_535);

test.each([
  ["0", 0],
  ["65535", 65_535],
  ["0080", 80],
])("the whole number %s is %i", (text, number) => {
  expect(port(text)).toBe(number);
});

test.each(["", "-1", "65536", "1.0", "1e3", "0x10", " 1", "1\n", "٣", "9".repeat(400)])(
  "%j is no whole number within the bounds",
  async (text) => {
    expect(await refusalOf(() => port(text))).toBe(`E_USAGE: "${text}" isn't a whole number from 0 to 65535`);
  },
);

test("a repeatable option collects its values in order, without modifying the earlier list", () => {
  const gather = collect(Number);
  const first = gather("1");
  const second = gather("2", first);
  expect([first, second]).toEqual([[1], [1, 2]]);
});

test.each<[string, Assignment]>([
  ["by=ci", { path: ["by"], value: "ci" }],
  ["run.id=812", { path: ["run", "id"], value: "812" }],
  ["a=", { path: ["a"], value: "" }],
  ["a=b=c", { path: ["a"], value: "b=c" }],
  ["a= b ", { path: ["a"], value: " b " }],
  ["a=x.y", { path: ["a"], value: "x.y" }],
  ["a={}", { path: ["a"], value: "{}" }],
  ["a b=c", { path: ["a b"], value: "c" }],
  ["a=line\nline", { path: ["a"], value: "line\nline" }],
  ["__proto__.x=1", { path: ["__proto__", "x"], value: "1" }],
])("--set %j assigns a text", (text, assignment) => {
  expect(textAssignment(text)).toEqual(assignment);
});

test.each<[string, Assignment]>([
  ["count=3", { path: ["count"], value: 3 }],
  ['tags=["a"]', { path: ["tags"], value: ["a"] }],
  ["a.b=null", { path: ["a", "b"], value: null }],
  ['a={"b":"c=d"}', { path: ["a"], value: { b: "c=d" } }],
  ['a=" x "', { path: ["a"], value: " x " }],
])("--set-json %j assigns a value", (text, assignment) => {
  expect(jsonAssignment(text)).toEqual(assignment);
});

test.each(["", "a", "=", "=x", ".=x", "a.=x", ".a=x", "a..b=x"])("%j assigns nothing", async (text) => {
  const hint = ["Dots in a key nest: run.id=812. to[]=alice adds to a list. Nothing was sent."];
  const asText = await failureOf(() => textAssignment(text));
  expect([asText.code, asText.message, asText.info]).toEqual([
    "E_PAYLOAD",
    `--set ${text} isn't key=value`,
    { hint },
  ]);
  expect(await refusalOf(() => jsonAssignment(text))).toBe(`E_PAYLOAD: --set-json ${text} isn't key=value`);
});

test.each(["a=", "a=ci", "a={'b':1}", "a=undefined", "a=NaN", 'a="open'])(
  "--set-json %j has a value that is not JSON",
  async (text) => {
    const failure = await failureOf(() => jsonAssignment(text));
    expect([failure.code, failure.message, failure.info]).toEqual([
      "E_PAYLOAD",
      `--set-json ${text}: the value isn't valid JSON`,
      { hint: ["For a string, use --set. Nothing was sent."] },
    ]);
  },
);

test.each([
  ["a=9007199254740993", "9007199254740993"],
  ['a={"b":[1,-12345678901234567890]}', "-12345678901234567890"],
  ["a=1e999", "1e999"],
])("--set-json %j has a number that would be changed on its way", async (text, number) => {
  const failure = await failureOf(() => jsonAssignment(text));
  expect([failure.code, failure.message, failure.info]).toEqual([
    "E_PAYLOAD",
    `--set-json ${text}: Novu can't store ${number} exactly`,
    { hint: ["To store it as a string, use --set. Nothing was sent."] },
  ]);
});
