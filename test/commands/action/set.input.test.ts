import { expect, test } from "vitest";
import { keeps } from "../../support/keeps.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";

keeps("nothing wrong is sent");

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const PLAIN = {
  selector: { by: "id", subscriberId: "alice", messageId: ID },
  button: { type: "primary" },
  status: "done",
  payload: { mode: "keep" },
  api: "v1",
  guards: { expect: undefined, overwrite: false, strict: false },
  idempotencyKey: undefined,
  preview: undefined,
};

const accepted: readonly [string, readonly string[], object][] = [
  ["words in their places", ["set", "alice", ID, "primary", "--status", "done"], PLAIN],
  [
    "flags instead of places",
    ["set", "--button", "primary", "--message", ID, "--subscriber", "alice", "--status", "done"],
    PLAIN,
  ],
  [
    "a flag for one, places for the others",
    ["set", "--message", ID, "alice", "primary", "--status", "done"],
    PLAIN,
  ],
  ["the status before the words", ["set", "--status=done", "alice", ID, "primary"], PLAIN],
  ["an upper-case id", ["set", "alice", ID.toUpperCase(), "primary", "--status", "done"], PLAIN],
  [
    "an odd subscriber id",
    ["set", "../x é", ID, "primary", "--status", "done"],
    { ...PLAIN, selector: { ...PLAIN.selector, subscriberId: "../x é" } },
  ],
  ["complete", ["complete", "alice", ID, "primary"], PLAIN],
  [
    "revert",
    ["revert", "alice", ID, "secondary"],
    { ...PLAIN, button: { type: "secondary" }, status: "pending" },
  ],
  ["v2", ["complete", "alice", ID, "primary", "--api", "v2"], { ...PLAIN, api: "v2" }],
  [
    "a key of one's own",
    ["complete", "alice", ID, "primary", "--idempotency-key", "k"],
    { ...PLAIN, idempotencyKey: "k" },
  ],
  [
    "all guards",
    ["complete", "alice", ID, "primary", "--expect", "pending", "--overwrite", "--strict"],
    { ...PLAIN, guards: { expect: "pending", overwrite: true, strict: true } },
  ],
  ["a dry run", ["complete", "alice", ID, "primary", "--dry-run"], { ...PLAIN, preview: "http" }],
  [
    "a printed request",
    ["complete", "alice", ID, "primary", "--print", "curl"],
    { ...PLAIN, preview: "curl" },
  ],
  [
    "a cleared payload",
    ["complete", "alice", ID, "primary", "--clear-payload"],
    { ...PLAIN, payload: { mode: "clear" } },
  ],
  [
    "a payload from all three options",
    [
      "complete",
      "alice",
      ID,
      "primary",
      "--payload",
      "{}",
      "--set",
      "a.b=c",
      "--set",
      "d==",
      "--set-json",
      "e=[1]",
    ],
    {
      ...PLAIN,
      payload: {
        mode: "replace",
        source: "{}",
        assignments: [
          { path: ["a", "b"], value: "c" },
          { path: ["d"], value: "=" },
          { path: ["e"], value: [1] },
        ],
      },
    },
  ],
  [
    "a merged payload",
    ["complete", "alice", ID, "primary", "--merge-payload", "--payload", "-"],
    { ...PLAIN, payload: { mode: "merge", source: "-", assignments: [] } },
  ],
];

test.each(accepted)("set takes %s", async (_, words, input) => {
  expect(await inputOf(["action", ...words])).toEqual(input);
});

const refused: readonly [string, readonly string[], string][] = [
  [
    "a button nobody knows",
    ["set", "alice", ID, "primry", "--status", "done"],
    `E_ENUM: "primry" isn't a button. Did you mean "primary"?`,
  ],
  [
    "a button in capitals",
    ["set", "alice", ID, "PRIMARY", "--status", "done"],
    `E_ENUM: "PRIMARY" isn't a button. Did you mean "primary"?`,
  ],
  [
    "a status nobody knows",
    ["set", "alice", ID, "primary", "--status", "doen"],
    `E_ENUM: "doen" isn't a status. Did you mean "done"?`,
  ],
  [
    "an expectation nobody knows",
    ["complete", "alice", ID, "primary", "--expect", "doen"],
    `E_ENUM: "doen" isn't a status. Did you mean "done"?`,
  ],
  ["a status far from any", ["set", "alice", ID, "primary", "--status", "x"], `E_ENUM: "x" isn't a status`],
  [
    "an id that is something else",
    ["set", "alice", "a@b.example", "primary", "--status", "done"],
    `E_ID: "a@b.example" isn't a message ID but an email address`,
  ],
  ["an empty subscriber", ["set", "", ID, "primary", "--status", "done"], "E_ID: the subscriber ID is empty"],
  [
    "everything missing",
    ["set"],
    "E_INPUT: missing: <subscriberId>, <messageId>, <primary|secondary>, --status <pending|done>",
  ],
  ["a missing status", ["set", "alice", ID, "primary"], "E_INPUT: missing: --status <pending|done>"],
  [
    "a word given by place and by flag",
    ["set", "alice", ID, "primary", "--button", "primary", "--status", "done"],
    'E_USAGE: too many arguments: "primary"',
  ],
  [
    "a word too many",
    ["set", "alice", ID, "primary", "x", "--status", "done"],
    'E_USAGE: too many arguments: "x"',
  ],
  [
    "clear with a payload",
    ["complete", "alice", ID, "primary", "--clear-payload", "--set", "a=b"],
    "E_CONFLICT: --clear-payload can't be combined with a new payload",
  ],
  [
    "merge without a payload",
    ["complete", "alice", ID, "primary", "--merge-payload"],
    "E_CONFLICT: --merge-payload needs something to merge",
  ],
  [
    "a payload through v2",
    ["complete", "alice", ID, "primary", "--api", "v2", "--payload", "{}"],
    "E_CONFLICT: --api v2 can't carry a payload; it keeps the stored one",
  ],
  [
    "clearing through v2",
    ["complete", "alice", ID, "primary", "--api", "v2", "--clear-payload"],
    "E_CONFLICT: --api v2 can't carry a payload; it keeps the stored one",
  ],
  [
    "a --set without a value",
    ["complete", "alice", ID, "primary", "--set", "a"],
    "E_PAYLOAD: --set a isn't key=value",
  ],
  [
    "a --set without a key",
    ["complete", "alice", ID, "primary", "--set", "=a"],
    "E_PAYLOAD: --set =a isn't key=value",
  ],
  [
    "a --set-json that is not JSON",
    ["complete", "alice", ID, "primary", "--set-json", "a=b"],
    "E_PAYLOAD: --set-json a=b: the value isn't valid JSON",
  ],
  [
    "an API version nobody knows",
    ["complete", "alice", ID, "primary", "--api", "v3"],
    `E_ENUM: "v3" isn't an API version. Did you mean "v1"?`,
  ],
  [
    "a misspelt option",
    ["set", "alice", ID, "primary", "--stauts", "done"],
    'E_OPTION: there is no option --stauts. Did you mean "--status"?',
  ],
  [
    "an option without its value",
    ["set", "alice", ID, "primary", "--status"],
    "E_USAGE: --status needs a value: --status <status>",
  ],
  [
    "an abbreviated command",
    ["comp", "alice", ID, "primary"],
    'E_COMMAND: there is no command "comp". Did you mean "complete"?',
  ],
];

test.each(refused)("set refuses %s", async (_, words, refusal) => {
  expect(await refusalOf(["action", ...words])).toBe(refusal);
});
