import fc from "fast-check";
import { expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/model/json.js";
import { mergePatch } from "../../../src/model/payload.js";
import { always } from "../../support/always.js";
import { canonical, jsonObject, jsonValue } from "./json-arbitrary.js";

const PROMISE = "merging a payload follows RFC 7396";

/** The pseudocode of RFC 7396, section 2, word for word. */
const mergeByRfc = (target: JsonValue | undefined, patch: JsonValue): JsonValue => {
  if (!isJsonObject(patch)) return patch;
  const result: JsonObject = Object.fromEntries(isJsonObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    const old = Object.getOwnPropertyDescriptor(result, name)?.value;
    if (value === null) {
      if (Object.hasOwn(result, name)) delete result[name];
    } else {
      Object.defineProperty(result, name, {
        value: mergeByRfc(old, value),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return result;
};

/** Few keys, so that target and patch share some. */
const fewKeys: fc.Arbitrary<JsonObject> = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof({ depthSize: "small" }, fc.constantFrom(null, 1, "a", []), tie("object")),
  object: fc
    .array(fc.tuple(fc.constantFrom("a", "b", "__proto__", "toString"), tie("value")), { maxLength: 3 })
    .map((entries) => Object.fromEntries(entries)),
})).object;

const target = fc.option(fc.oneof(fewKeys, jsonValue), { nil: undefined });
const patch = fc.oneof(fewKeys, jsonObject);

test("merging does what the RFC's own pseudocode does", () => {
  always(
    PROMISE,

    fc.property(target, patch, (before, change) => {
      expect(canonical(mergePatch(before, change))).toBe(canonical(mergeByRfc(before, change)));
    }),
  );
});

test("merging the same patch again changes nothing", () => {
  always(
    PROMISE,

    fc.property(target, patch, (before, change) => {
      const once = mergePatch(before, change);
      expect(canonical(mergePatch(once, change))).toBe(canonical(once));
    }),
  );
});

test("merging changes neither the target nor the patch", () => {
  always(
    PROMISE,

    fc.property(target, patch, (before, change) => {
      const texts = [canonical(before), canonical(change)];
      mergePatch(before, change);
      expect([canonical(before), canonical(change)]).toEqual(texts);
    }),
  );
});

test("an empty patch changes nothing, and null removes its key", () => {
  always(
    PROMISE,
    fc.property(jsonObject, (before) => {
      const all = Object.fromEntries(Object.keys(before).map((name) => [name, null]));
      expect(canonical(mergePatch(before, {}))).toBe(canonical(before));
      expect(canonical(mergePatch(before, all))).toBe("{}");
    }),
  );
});

test("keys that the patch lacks stay, and its values are there afterwards", () => {
  always(
    PROMISE,
    fc.property(fewKeys, fewKeys, (before, change) => {
      const after = mergePatch(before, change);
      for (const [name, value] of Object.entries(before))
        if (!Object.hasOwn(change, name)) expect(canonical(after[name])).toBe(canonical(value));
      for (const [name, value] of Object.entries(change)) {
        expect(Object.hasOwn(after, name)).toBe(value !== null);
        if (!isJsonObject(value) && value !== null) expect(canonical(after[name])).toBe(canonical(value));
      }
    }),
  );
});
