import { expect, test } from "vitest";
import { closest, didYouMean } from "../../../src/model/did-you-mean.js";

const BUTTONS = ["primary", "secondary"];
const STATUSES = ["pending", "done"];
const FORMATS = ["table", "json", "ndjson", "csv", "tsv"];
const REGIONS = ["us", "eu"];
const COMMANDS = ["action", "profile", "whoami", "sandbox", "commands", "help"];
const ACTIONS = ["set", "complete", "revert", "get", "is", "wait", "watch", "apply"];
const FLAGS = ["--status", "--payload", "--set", "--set-json", "--profile", "--api-url", "--merge-payload"];

test.each([
  ["primry", BUTTONS, "primary"],
  ["prmiary", BUTTONS, "primary"],
  ["Primary", BUTTONS, "primary"],
  ["PRIMARY", BUTTONS, "primary"],
  ["prim", BUTTONS, "primary"],
  ["secondry", BUTTONS, "secondary"],
  ["secundary", BUTTONS, "secondary"],
  ["second", BUTTONS, "secondary"],
  ["doen", STATUSES, "done"],
  ["don", STATUSES, "done"],
  ["Done", STATUSES, "done"],
  ["dnoe", STATUSES, "done"],
  ["pendign", STATUSES, "pending"],
  ["panding", STATUSES, "pending"],
  ["jsno", FORMATS, "json"],
  ["JSON", FORMATS, "json"],
  ["jsonl", FORMATS, "json"],
  ["tabel", FORMATS, "table"],
  ["scv", FORMATS, "csv"],
  ["EU", REGIONS, "eu"],
  ["ue", REGIONS, "eu"],
  ["actoin", COMMANDS, "action"],
  ["actions", COMMANDS, "action"],
  ["profiel", COMMANDS, "profile"],
  ["profiles", COMMANDS, "profile"],
  ["whomai", COMMANDS, "whoami"],
  ["who", COMMANDS, "whoami"],
  ["hlep", COMMANDS, "help"],
  ["compelte", ACTIONS, "complete"],
  ["rever", ACTIONS, "revert"],
  ["aply", ACTIONS, "apply"],
  ["--stauts", FLAGS, "--status"],
  ["--profiel", FLAGS, "--profile"],
  ["--paylod", FLAGS, "--payload"],
  ["--set-jsno", FLAGS, "--set-json"],
])("%s among %j is taken for %s", (typed, words, meant) => {
  expect(closest(typed, words)).toBe(meant);
});

test.each([
  ["tertiary", BUTTONS],
  ["approve", BUTTONS],
  ["", BUTTONS],
  ["p", BUTTONS],
  ["cancelled", STATUSES],
  ["open", STATUSES],
  ["yaml", FORMATS],
  ["xml", FORMATS],
  ["apac", REGIONS],
  ["message", COMMANDS],
  ["login", COMMANDS],
  ["delete", ACTIONS],
  ["--verbose", FLAGS],
  ["primary", []],
])("%j among %j is taken for nothing", (typed, words) => {
  expect(closest(typed, words)).toBeUndefined();
});

test("of two equally similar words the first is taken", () => {
  expect(closest("dane", ["done", "dine"])).toBe("done");
  expect(closest("dane", ["dine", "done"])).toBe("dine");
});

test("the word itself comes back as it is written in the list", () => {
  expect(closest("PROD", ["prod-eu", "Prod"])).toBe("Prod");
});

test("a word as long as a command line can be is handled", () => {
  expect(closest("x".repeat(100_000), BUTTONS)).toBeUndefined();
});

test("a suggestion reads as the end of a sentence", () => {
  expect(didYouMean(closest("primry", BUTTONS))).toBe('. Did you mean "primary"?');
  expect(didYouMean(closest("tertiary", BUTTONS))).toBe("");
});
