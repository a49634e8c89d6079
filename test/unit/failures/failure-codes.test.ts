import { expect, test } from "vitest";
import { EXIT_CODES } from "../../../src/failures/exit-codes.js";
import { FAILURE_CODES } from "../../../src/failures/failure-codes.js";

const ENTRIES = Object.entries(FAILURE_CODES);

/** The promised codes by exit. Adding, removing or moving a code has to change this table. */
const PROMISED = {
  usage: [
    "E_USAGE",
    "E_COMMAND",
    "E_OPTION",
    "E_ENUM",
    "E_ID",
    "E_INPUT",
    "E_AMBIGUOUS",
    "E_CONFLICT",
    "E_CONFIRM",
    "E_PAYLOAD",
    "E_PAYLOAD_SIZE",
    "E_FILE",
    "E_ROWS",
    "E_EXEC",
    "E_SEED",
    "E_FIELD",
    "E_QUERY",
    "E_URL",
    "E_PATH",
    "E_HEADER",
    "E_SECRET_FLAG",
    "E_PORT",
  ],
  config: [
    "E_NODE",
    "E_PROFILE",
    "E_PROFILE_EXISTS",
    "E_CONFIG",
    "E_CONFIG_MODE",
    "E_CONFIG_OWNER",
    "E_CONFIG_IO",
    "E_JOURNAL",
    "E_KEYCHAIN",
    "E_INSTALL",
    "E_STATE",
    "E_NO_SANDBOX",
    "E_FOLDER",
    "E_HOST",
    "E_HTTP",
    "E_LEVEL",
    "E_MEMORY",
  ],
  auth: ["E_NO_KEY", "E_KEY_SOURCE", "E_KEY_FORMAT", "E_UNAUTHORIZED", "E_FORBIDDEN"],
  "not-found": ["E_SUBSCRIBER", "E_MESSAGE", "E_WRONG_SUBSCRIBER", "E_NOT_FOUND"],
  rejected: ["E_REJECTED", "E_INVALID", "E_TOO_LARGE", "E_NO_ROUTE", "E_NO_BUTTON", "E_IDEMPOTENCY"],
  network: ["E_DNS", "E_CONNECT", "E_PROXY", "E_TLS", "E_TIMEOUT", "E_NETWORK"],
  busy: ["E_RATE_LIMIT", "E_SERVER", "E_RACE"],
  guard: ["E_GUARD"],
  partial: ["E_PARTIAL"],
  contract: [
    "E_MISMATCH",
    "E_ANSWER",
    "E_ANSWER_SIZE",
    "E_ANSWER_ENCODING",
    "E_NOT_NOVU",
    "E_REDIRECT",
    "E_SEARCH",
    "E_QUERY_RESULT",
    "E_NOT_SANDBOX",
  ],
  bug: ["E_OUTPUT", "E_SANDBOX", "E_BUG"],
  interrupted: ["E_INTERRUPTED"],
};

test("the failure codes are the promised ones, each with its exit", () => {
  const exits = new Set(ENTRIES.map(([, { exit }]) => exit));
  const codesOf = (name: string) => ENTRIES.filter(([, { exit }]) => exit === name).map(([code]) => code);
  expect(Object.fromEntries([...exits].map((name) => [name, codesOf(name)]))).toEqual(PROMISED);
});

test("every failure leads to an exit that exists and is not success", () => {
  const names = EXIT_CODES.filter(({ code }) => code !== 0).map(({ name }): string => name);
  expect(ENTRIES.filter(([, { exit }]) => !names.includes(exit))).toEqual([]);
});

test("failure codes are words in capitals that start with E_", () => {
  expect(ENTRIES.filter(([code]) => !/^E_[A-Z]+(?:_[A-Z]+)*$/.test(code))).toEqual([]);
});

test("each failure says when it happens, and no two say the same", () => {
  const whens = ENTRIES.map(([, { when }]) => when);
  expect(whens.filter((when) => when.trim() === "")).toEqual([]);
  expect(new Set(whens).size).toBe(whens.length);
});
