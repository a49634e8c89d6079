import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { appendText, outputLines } from "../../../src/ci/github-step.js";
import { readOutputs } from "../../support/github-step.js";
import { useTempDir } from "../../support/temp-dir.js";

const ENDS = ["END1", "END2", "END3", "END4", "END5", "END6", "END7", "END8"];

/** Text that tries to end a value and to begin another output. */
const hostile = fc
  .array(
    fc.constantFrom(...ENDS, "pressed=primary", "pressed<<X", "X", "\n", "\r\n", "\r", "=", "<<", " ", ""),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(""));
const value = fc.oneof(hostile, fc.string({ unit: "grapheme" }), fc.json());
const outputs = fc.dictionary(fc.stringMatching(/^[a-z][a-z_]{0,11}$/), value, { maxKeys: 6 });

/** First the delimiters that occur in the hostile texts, then some that occur in none. */
const delimiters = () => {
  let count = 0;
  return () => {
    count += 1;
    return (count < 40 ? ENDS[count % ENDS.length] : undefined) ?? `END_${count}`;
  };
};

test("for all values, the runner reads exactly these outputs", () => {
  fc.assert(
    fc.property(outputs, (given) => {
      expect(readOutputs(outputLines(given, delimiters()))).toEqual({ ...given });
    }),
    { numRuns: 2_000 },
  );
});

test("a lone surrogate becomes U+FFFD", () => {
  expect(readOutputs(outputLines({ label: "a\ud800b" }, () => "E"))).toEqual({ label: "a\ufffdb" });
});

test("a delimiter that occurs in the value is not used", () => {
  const made = ["END", "ND", "OTHER"];
  expect(outputLines({ label: "an END" }, () => made.shift() ?? "")).toBe("label<<OTHER\nan END\nOTHER\n");
});

test("outputs are appended to the file, also after a line without a line break", async () => {
  const file = path.join(useTempDir(), "output");
  writeFileSync(file, "mine=1\nopen=2");
  await appendText(
    file,
    outputLines({ label: "pressed=primary" }, () => "E"),
  );
  await appendText(
    file,
    outputLines({ status: "done" }, () => "E"),
  );
  appendFileSync(file, "last=3\n");
  expect(readOutputs(readFileSync(file, "utf8"))).toEqual({
    mine: "1",
    open: "2",
    label: "pressed=primary",
    status: "done",
    last: "3",
  });
});

test("nothing is appended beyond the limit, not even a part", async () => {
  const file = path.join(useTempDir(), "summary");
  expect(await appendText(file, "é\n", 3)).toBe(true);
  expect(await appendText(file, "é\n", 5)).toBe(false);
  expect(statSync(file).size).toBe(3);
});
