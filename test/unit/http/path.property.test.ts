import fc from "fast-check";
import { expect, test } from "vitest";
import { path, query } from "../../../src/http/path.js";
import { always, alwaysAsync } from "../../support/always.js";
import { refusalOf } from "../failures/failure-of.js";

const PROMISE = "any id is one segment of an address";

/** Any text, with many characters that have a meaning in URLs. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(".", "/", "\\", "%", "2", "e", "E", "?", "#", ":", "@", "\t", "\n", "é"),
  }),
);
const segment = text.filter((value) => value !== "" && value !== "." && value !== "..");

test("any id is one segment that a URL keeps and that decodes to the id", () => {
  always(
    PROMISE,

    fc.property(segment, segment, fc.constantFrom("", "/api", "/a/b"), (first, second, prefix) => {
      const url = new URL(`http://127.0.0.1:3000${prefix}${path`/v1/s/${first}/m/${second}/end`}`);
      const parts = url.pathname.slice(prefix.length).split("/");
      expect([url.search, url.hash, url.host]).toEqual(["", "", "127.0.0.1:3000"]);
      expect(parts.map(decodeURIComponent)).toEqual(["", "v1", "s", first, "m", second, "end"]);
    }),
  );
});

test("a text with a lone surrogate is rejected, wherever it is", async () => {
  const half = fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit));
  await alwaysAsync(
    PROMISE,

    fc.asyncProperty(fc.string(), half, fc.string(), async (before, lone, after) => {
      const value = `${before}x${lone}x${after}`;
      expect(await refusalOf(() => path`/v1/s/${value}`)).toBe(
        `E_ID: ${JSON.stringify(value)} isn't a valid ID: it can't be part of a URL`,
      );
    }),
  );
});

test("a query parses back to the given parameters", () => {
  always(
    PROMISE,

    fc.property(fc.uniqueArray(fc.tuple(text, text), { selector: ([name]) => name }), (entries) => {
      const url = new URL(`http://127.0.0.1/v1/m${query(Object.fromEntries(entries))}`);
      expect(new Map(url.searchParams)).toEqual(new Map(entries));
    }),
  );
});
