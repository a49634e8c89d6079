import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { asciiText } from "../../../src/output/ascii.js";
import { sourceFiles } from "../../support/source-files.js";

test("symbols become ASCII, and letters of any script are unchanged", () => {
  expect(asciiText("✔ primary → done, “Ja” · Zusätzlich 承認 …", 80)).toBe(
    '+ primary -> done, "Ja" - Zusätzlich 承認 ...',
  );
});

test("if a line would no longer fit, the whole text keeps its widths", () => {
  expect(asciiText("a → b\n12345678…", 9)).toBe("a > b\n12345678~");
  expect(asciiText("a → b\n12345678…", 11)).toBe("a -> b\n12345678...");
});

test("colour codes have no width", () => {
  expect(asciiText("\u001b[32ma → b\u001b[39m", 6)).toBe("\u001b[32ma -> b\u001b[39m");
});

test("text that moves the cursor keeps its width", () => {
  expect(asciiText("\r\u001b[2K⠙ asking…", 80)).toBe("\r\u001b[2K/ asking~");
  expect(asciiText("\u001b[3Ga → b", 80)).toBe("\u001b[3Ga > b");
});

test("boxes keep their shape", () => {
  expect(asciiText("┌──┐\n│█░│\n└──┘", 80)).toBe("+--+\n|#.|\n+--+");
});

test("a text that fits still fits, line by line", () => {
  const signs = fc.string({ unit: fc.constantFrom("→", "…", "✔", "a", " ", "承", "\n", "·") });
  fc.assert(
    fc.property(signs, fc.integer({ min: 1, max: 40 }), (text, columns) => {
      const [before, after] = [text, asciiText(text, columns)].map((each) =>
        each.split("\n").map((line) => stringWidth(line)),
      );
      expect(after?.length).toBe(before?.length);
      for (const [at, width] of (after ?? []).entries()) {
        expect(width).toBeLessThanOrEqual(Math.max(columns, before?.[at] ?? 0));
      }
    }),
  );
});

test("every symbol of the program has an ASCII replacement", () => {
  const left = sourceFiles("src").flatMap(({ file, text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
    const signs = [...new Set(code.match(/[^\u0000-\u007f]/gu) ?? [])];
    return signs
      .filter((sign) => /[^\u0000-\u007f]/.test(asciiText(sign, 80)))
      .map((sign) => `${file} ${sign}`);
  });
  expect(left).toEqual([]);
});
