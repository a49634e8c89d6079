import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import { FAILURE_CODES, type FailureCode } from "../../../src/failures/failure-codes.js";
import { plainStyle } from "../../../src/output/style.js";
import { failureDocument, failureText } from "../../../src/views/failure-view.js";
import { asPasteable } from "../../support/pasted.js";

const FAILURE = new Failure("E_NO_KEY", "no API key found", {
  hint: ["looked at: --profile (not given), NOVU_SECRET_KEY"],
});
const NEXT = [
  {
    command: asPasteable("novu-msg profile add prod --region eu"),
    when: "to enter the key, verify it and store it",
  },
  { command: asPasteable("export NOVU_SECRET_KEY=…"), when: "in CI" },
];

test("a failure for a person has message, code, exit, hints and next commands", () => {
  expect(failureText(FAILURE, NEXT, plainStyle).split("\n")).toEqual([
    "error: no API key found   [E_NO_KEY · exit 4]",
    "  looked at: --profile (not given), NOVU_SECRET_KEY",
    "  try: novu-msg profile add prod --region eu   (to enter the key, verify it and store it)",
    "   or: export NOVU_SECRET_KEY=…   (in CI)",
  ]);
});

test("on a narrow terminal prose is wrapped, and commands are not", () => {
  const failure = new Failure("E_NO_KEY", "no API key found in this run", {
    hint: ["looked at: --profile, NOVU_SECRET_KEY, active profile"],
  });
  expect(failureText(failure, NEXT, plainStyle, 30).split("\n")).toEqual([
    "error: no API key found in",
    "  this run",
    "  [E_NO_KEY · exit 4]",
    "  looked at: --profile,",
    "  NOVU_SECRET_KEY, active",
    "  profile",
    "  try: novu-msg profile add prod --region eu",
    "       (to enter the key,",
    "       verify it and store it)",
    "   or: export NOVU_SECRET_KEY=…",
    "       (in CI)",
  ]);
});

test("a reason is beside its command as long as both fit, up to the last column", () => {
  const step = {
    command: asPasteable("novu-msg whoami"),
    when: "to see which environment this key belongs to",
  };
  const failure = new Failure("E_ID", "m");
  const beside = "  try: novu-msg whoami   (to see which environment this key belongs to)";
  expect(failureText(failure, [step], plainStyle, beside.length).split("\n").slice(1)).toEqual([beside]);
  expect(
    failureText(failure, [step], plainStyle, beside.length - 1)
      .split("\n")
      .slice(1),
  ).toEqual(["  try: novu-msg whoami", "       (to see which environment this key belongs to)"]);
});

test("no wrapped line is wider than the terminal while its words fit", () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(words, words, fc.integer({ min: 24, max: 100 }), (message, hint, width) => {
      const failure = new Failure("E_ID", message.join(" "), { hint: [hint.join(" ")] });
      const text = failureText(failure, [], plainStyle, width);
      expect(text.split("\n").filter((line) => line.length > width)).toEqual([]);
      expect(text.split(/\s+/).filter((word) => /^[a-z]+$/.test(word))).toEqual([
        ...message,
        "exit",
        ...hint,
      ]);
    }),
    { numRuns: 300 },
  );
});

test("a failure without hint and next step is one line", () => {
  expect(failureText(new Failure("E_ENUM", `"primry" isn't a button`), [], plainStyle)).toBe(
    `error: "primry" isn't a button   [E_ENUM · exit 2]`,
  );
});

test("only the first word, the code and the leads are coloured", () => {
  const style = (text: string, tone: string | undefined) => `<${tone}>${text}</>`;
  expect(failureText(FAILURE, [{ command: asPasteable("novu-msg whoami") }], style).split("\n")).toEqual([
    "<error>error:</> no API key found   <muted>[E_NO_KEY · exit 4]</>",
    "  looked at: --profile (not given), NOVU_SECRET_KEY",
    "<strong>  try:</> novu-msg whoami",
  ]);
});

test("a server's text is sanitized, and every line of it is indented", () => {
  const evil = "a\u001b[2J\u001b]0;x\u0007b\nc\u202ed";
  const failure = new Failure("E_SERVER", evil, { hint: [evil] });
  expect(
    failureText(
      failure,
      [{ command: asPasteable("novu-msg doctor"), when: "x\u001b[31m\ny" }],
      plainStyle,
    ).split("\n"),
  ).toEqual(["error: ab cd   [E_SERVER · exit 9]", "  ab", "  cd", "  try: novu-msg doctor   (x y)"]);
});

test("a failure for programs has exactly this shape", () => {
  const failure = new Failure("E_RATE_LIMIT", "rate limit", {
    hint: ["Retry in 3 s.", "Nothing was changed."],
    sent: "yes",
    http: { status: 429, method: "POST", path: "/v1/x", retryAfter: "3" },
    details: { serverMessage: "API rate limit exceeded" },
  });
  expect(JSON.parse(JSON.stringify(failureDocument(failure, NEXT, failure.sent)))).toEqual({
    schema: 1,
    error: {
      code: "E_RATE_LIMIT",
      exit: 9,
      kind: "busy",
      message: "rate limit",
      hint: "Retry in 3 s.\nNothing was changed.",
      next: NEXT,
      sent: "yes",
      http: { status: 429, method: "POST", path: "/v1/x", retryAfter: "3" },
      details: { serverMessage: "API rate limit exceeded" },
    },
  });
});

test("a failure without a response has no http, and empty fields are kept", () => {
  expect(failureDocument(new Failure("E_ENUM", "m"), [], "no")).toEqual({
    schema: 1,
    error: {
      code: "E_ENUM",
      exit: 2,
      kind: "usage",
      message: "m",
      hint: "",
      next: [],
      sent: "no",
      details: {},
    },
  });
});

test("every code has both forms", () => {
  const codes = Object.keys(FAILURE_CODES) as FailureCode[];
  for (const code of codes) {
    const failure = new Failure(code, "m");
    expect(failureText(failure, [], plainStyle)).toBe(`error: m   [${code} · exit ${failure.exitCode}]`);
    expect(failureDocument(failure, [], undefined)).toMatchObject({
      error: { code, exit: failure.exitCode },
    });
  }
});

test("a read has no word about what was sent", () => {
  expect(failureDocument(new Failure("E_SERVER", "m"), [], undefined).error).not.toHaveProperty("sent");
});
