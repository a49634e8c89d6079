import fc from "fast-check";
import { expect, test } from "vitest";
import { errorAnnotation } from "../../../src/ci/github-step.js";

test("characters that would end the title or the message are escaped", () => {
  expect(errorAnnotation("a: b, c", "100 %\r\n::x")).toBe("::error title=a%3A b%2C c::100 %25%0D%0A::x");
});

test("the runner reads back the title and the message, on one line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (title, message) => {
      const line = errorAnnotation(title, message);
      expect(line).not.toMatch(/[\r\n]/);
      const [, properties = "", data = ""] = /^::error title=(.*?)::(.*)$/s.exec(line) ?? [];
      expect(properties).not.toContain(",");
      expect(unescaped(properties)).toBe(title);
      expect(unescaped(data)).toBe(message);
    }),
    { numRuns: 2_000 },
  );
});

test("long messages are cut", () => {
  expect(errorAnnotation("t", "x".repeat(100_000)).length).toBeLessThan(5_000);
});

/** Decodes in the runner's order: `%25` last. */
const unescaped = (text: string): string =>
  text
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%25", "%");
