import { expect, test } from "vitest";
import { pollInterval } from "../../../src/polling/schedule.js";
import { refusalOf } from "../failures/failure-of.js";

const USUAL_MAX_MS = 15_000;

test.each([
  [{}, [2_000, 15_000]],
  [{ interval: 500, maxInterval: 60_000 }, [500, 60_000]],
  [{ interval: 20_000 }, [20_000, 20_000]],
  [{ maxInterval: 2_000 }, [2_000, 2_000]],
])("%j is a pause of %j", (given, [intervalMs, maxIntervalMs]) => {
  expect(pollInterval(given, USUAL_MAX_MS)).toEqual({ intervalMs, maxIntervalMs });
});

test.each([
  [{ interval: 249 }, "E_USAGE: --interval must be at least 250ms"],
  [{ interval: 3_000, maxInterval: 2_999 }, "E_CONFLICT: --max-interval is shorter than --interval"],
  [{ maxInterval: 1_999 }, "E_CONFLICT: --max-interval is shorter than --interval"],
])("%j is refused", async (given, refusal) => {
  expect(await refusalOf(async () => pollInterval(given, USUAL_MAX_MS))).toBe(refusal);
});
