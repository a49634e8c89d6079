import fc from "fast-check";
import { expect, test } from "vitest";
import { searchPages } from "../../../src/model/page-search.js";
import { createPagedList, itemAt, itemsWithGaps } from "./paged-list.js";

const SECOND = 1_000;
const HOUR = 3_600_000;

const pageSize = fc.integer({ min: 1, max: 9 });
/** Bursts within one second, gaps within the clock tolerance, and long gaps. */
const gaps = fc.array(fc.constantFrom(0, 1, 400, SECOND, 30 * SECOND, 61 * SECOND, HOUR), { maxLength: 120 });
const longGaps = fc.array(fc.integer({ min: 121 * SECOND, max: HOUR }), { minLength: 1, maxLength: 400 });
const anyIndex = fc.nat({ max: 10_000 });

test("an item is found exactly when it is in the list", async () => {
  await fc.assert(
    fc.asyncProperty(gaps, pageSize, anyIndex, async (times, size, index) => {
      const items = itemsWithGaps([...times, HOUR]);
      const wanted = itemAt(items, index);
      const others = items.filter(({ id }) => id !== wanted.id);
      const present = await searchPages(createPagedList({ items, pageSize: size }).search(wanted));
      expect([present.found, present.gaveUp]).toEqual([wanted, false]);
      const absent = await searchPages(createPagedList({ items: others, pageSize: size }).search(wanted));
      expect([absent.found, absent.gaveUp]).toEqual([undefined, false]);
    }),
    { numRuns: 500 },
  );
});

test("an item is found although the list grows at its front meanwhile", async () => {
  const arrivals = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(gaps, pageSize, anyIndex, arrivals, async (times, size, index, growth) => {
      const items = itemsWithGaps([...times, HOUR]);
      const wanted = itemAt(items, index);
      const list = createPagedList({ items, pageSize: size, arrivals: growth });
      expect((await searchPages(list.search(wanted))).found).toEqual(wanted);
    }),
    { numRuns: 2_000 },
  );
});

/** Requests of the exponential search and the binary search. */
const bound = (pages: number): number => 2 * Math.ceil(Math.log2(pages + 1)) + 2;

test("if times are far apart, the requests grow with the logarithm of the pages", async () => {
  await fc.assert(
    fc.asyncProperty(longGaps, pageSize, anyIndex, fc.boolean(), async (times, size, index, isPresent) => {
      const items = itemsWithGaps(times);
      const wanted = itemAt(items, index);
      const listed = isPresent ? items : items.filter(({ id }) => id !== wanted.id);
      const list = createPagedList({ items: listed, pageSize: size });
      const { found, pagesRead } = await searchPages(list.search(wanted));
      expect(found).toEqual(isPresent ? wanted : undefined);
      expect(list.requests.length).toBeLessThanOrEqual(bound(Math.ceil(listed.length / size)));
      expect(pagesRead).toBe(new Set(list.requests).size);
    }),
    { numRuns: 1_000 },
  );
});
