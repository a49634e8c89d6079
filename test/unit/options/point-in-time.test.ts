import fc from "fast-check";
import { expect, test } from "vitest";
import { pointInTime } from "../../../src/options/point-in-time.js";
import { failureOf } from "../failures/failure-of.js";

const since = pointInTime("how long ago");

test.each([
  ["30s", { distanceMs: 30_000 }],
  ["1.5h", { distanceMs: 5_400_000 }],
  ["2h30m", { distanceMs: 9_000_000 }],
  ["1d12h", { distanceMs: 129_600_000 }],
  ["3d", { distanceMs: 259_200_000 }],
  ["2w", { distanceMs: 1_209_600_000 }],
  ["36500d", { distanceMs: 36_500 * 86_400_000 }],
  ["2026-11-23T06:00:00Z", { atMs: Date.UTC(2026, 10, 23, 6) }],
  ["2026-11-23t06:00:00.250z", { atMs: Date.UTC(2026, 10, 23, 6, 0, 0, 250) }],
  ["2026-11-23T06:00:00+02:00", { atMs: Date.UTC(2026, 10, 23, 4) }],
  ["2024-02-29T00:00:00Z", { atMs: Date.UTC(2024, 1, 29) }],
  ["2026-11-23T06:00Z", { atMs: Date.UTC(2026, 10, 23, 6) }],
  ["2026-11-23 06:00:00+02:00", { atMs: Date.UTC(2026, 10, 23, 4) }],
  // Local, as on a clock on the wall.
  ["2026-11-23", { atMs: new Date(2026, 10, 23).getTime() }],
  ["2026-11-23T06:00:00", { atMs: new Date(2026, 10, 23, 6).getTime() }],
  ["2026-11-23 18:30", { atMs: new Date(2026, 10, 23, 18, 30).getTime() }],
])("%s is %j", (text, meant) => {
  expect(since(text)).toEqual(meant);
});

test.each([
  "",
  "0",
  "0d",
  "-2h",
  "2 h",
  "2y",
  "2H",
  "36501d",
  "1e9d",
  "9".repeat(400),
  "yesterday",
  "600",
  "20261201",
  "1.5",
  "30m2h",
  "2h2h",
  "2h30",
  "1.5h30m",
  "2026-11",
  "2026-11-23T06",
  "2026-02-30",
  "2026-02-30T00:00:00Z",
  "2025-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-11-23T25:00:00Z",
])("%j is not a point in time", async (text) => {
  const { code, message, info } = await failureOf(() => since(text));
  expect([code, message]).toEqual(["E_USAGE", `"${text}" isn't a point in time`]);
  expect(info.hint?.at(-1)).toBe(
    "Use how long ago (30m, 2h30m, 3d, 1w), a date (2026-11-23) or a time (2026-11-23T06:00, local, or 2026-11-23T06:00:00Z). Nothing was sent.",
  );
});

test.each(["600", "20261201", "1.5"])("%s could be anything, so it is asked what it is", async (text) => {
  const { info } = await failureOf(() => since(text));
  expect(info.hint?.[0]).toBe(`A duration needs a unit: ${text}s, ${text}m, ${text}h or ${text}d.`);
});

test("what a duration means is said for the option", async () => {
  const { info } = await failureOf(() => pointInTime("how far ahead")("soon"));
  expect(info.hint?.[0]).toMatch(/^Use how far ahead \(30m, 2h30m, 3d, 1w\), a date/);
});

test("every time that JavaScript writes is read back", () => {
  const date = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
  fc.assert(
    fc.property(date, (time) => {
      expect(since(time.toISOString())).toEqual({ atMs: time.getTime() });
    }),
  );
});
