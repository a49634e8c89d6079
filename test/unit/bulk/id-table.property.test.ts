import fc from "fast-check";
import { expect, test } from "vitest";
import { createIdTable, idHalves } from "../../../src/bulk/id-table.js";

test("holds what a map would hold, whatever ids share their halves", () => {
  const half = fc.oneof(fc.nat(3), fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.constant(2 ** 32 - 1));
  fc.assert(
    fc.property(fc.array(fc.tuple(half, half, fc.integer({ min: 1, max: 2 ** 32 - 1 }))), (entries) => {
      const table = createIdTable();
      const map = new Map<string, number>();
      for (const [high, low, value] of entries) {
        expect(table.get(high, low)).toBe(map.get(`${high}-${low}`) ?? 0);
        table.set(high, low, value);
        map.set(`${high}-${low}`, value);
      }
      for (const [high, low] of entries) expect(table.get(high, low)).toBe(map.get(`${high}-${low}`));
      expect(table.size()).toBe(map.size);
    }),
  );
});

test("keeps all of many through its growth", () => {
  const table = createIdTable();
  const low = (n: number) => Math.imul(n, 0x9e3779b1) >>> 0;
  for (let n = 1; n <= 50_000; n += 1) table.set(n >>> 3, low(n), n);
  expect(table.size()).toBe(50_000);
  for (let n = 1; n <= 50_000; n += 1) if (table.get(n >>> 3, low(n)) !== n) expect.fail(`${n} is lost`);
  expect(table.get(1, 3)).toBe(0);
});

test("ids of any form have halves of their own", () => {
  const ids = [
    "01JABC-one",
    "01JABC-two",
    "ü",
    "65f0",
    "65f1",
    "65f0c1a9b2d4e6f8",
    "65f0c1a9b2d4e6f8a0b1c2d3",
  ];
  const halves = ids.map((id) => idHalves(id).join(" "));
  expect(new Set(halves).size).toBe(ids.length);
  expect(halves.join(" ")).not.toContain("NaN");
});
