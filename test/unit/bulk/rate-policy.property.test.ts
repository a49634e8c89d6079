import fc from "fast-check";
import { expect, test } from "vitest";
import { createRatePolicy } from "../../../src/bulk/rate-policy.js";
import { takeToken } from "../../../src/sandbox/server/rate-limit.js";
import { keeps } from "../../support/keeps.js";

type Bucket = ReturnType<typeof takeToken>["bucket"];

/** How many requests a new bucket allows. */
const burstOf = (limit: number): number => takeToken(undefined, limit, 1, 0).remaining + 1;

keeps("bulk writes at --rate 50/s");

/** The start times of requests that are sent as early as allowed, after timers that are late by `delays`. */
const startsOf = (policy: ReturnType<typeof createRatePolicy>, delays: readonly number[]): number[] => {
  let now = 1_000;
  return delays.map((delay) => {
    now += delay;
    now += Math.ceil(policy.waitMs(now));
    policy.recordStart(now);
    return now;
  });
};

const maxStartsWithin = (starts: readonly number[], ms: number): number =>
  starts.reduce((most, start, at) => {
    const end = starts.findIndex((other, index) => index > at && other >= start + ms);
    return Math.max(most, (end < 0 ? starts.length : end) - at);
  }, 0);

test.each([
  [{ count: 50, perMs: 1_000 }, 1_000, 50],
  [{ count: 3_000, perMs: 60_000 }, 1_000, 50],
  [{ count: 100, perMs: 60_000 }, 60_000, 100],
  [{ count: 7, perMs: 1_000 }, 1_000, 7],
  [{ count: 1, perMs: 1_000 }, 1_000, 1],
])("%o: no window of %i ms sees more than %i starts, whenever rows come", (rate, window, most) => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat(3) }, fc.nat(1_500)), {
        minLength: 150,
        maxLength: 300,
      }),
      (delays) => {
        expect(
          maxStartsWithin(startsOf(createRatePolicy({ kind: "at-most", ...rate }), delays), window),
        ).toBeLessThanOrEqual(most);
      },
    ),
    { numRuns: 100 },
  );
});

test("rows that wait all the time go nearly as fast as allowed, also where timers are late", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 1_000, maxLength: 1_000 }), (lateness) => {
      const policy = createRatePolicy({ kind: "at-most", count: 50, perMs: 1_000 });
      let now = 0;
      for (const late of lateness) {
        const wait = Math.ceil(policy.waitMs(now));
        now += wait === 0 ? 0 : wait + late;
        policy.recordStart(now);
      }
      expect(1_000 / (now / 1_000)).toBeGreaterThan(45);
    }),
    { numRuns: 30 },
  );
});

interface Setting {
  readonly limit: number;
  readonly seconds: number;
  readonly width: number;
  /** Tokens that other clients had taken from the bucket before. */
  readonly used: number;
  readonly latencies: readonly number[];
  readonly isStepwise: boolean;
}

/** Fills the whole bucket again at the end of each window. */
const takeStepwise = (bucket: Bucket | undefined, limit: number, seconds: number, now: number) => {
  const known = bucket ?? { tokens: burstOf(limit), lastRefill: now };
  const windows = Math.floor((now - known.lastRefill) / (seconds * 1_000));
  const tokens = windows > 0 ? Math.min(burstOf(limit), known.tokens + windows * limit) : known.tokens;
  const lastRefill = known.lastRefill + windows * seconds * 1_000;
  const allowed = tokens >= 1;
  const after = { tokens: allowed ? tokens - 1 : tokens, lastRefill };
  const reset = Math.ceil((lastRefill + seconds * 1_000 - now) / 1_000);
  return { bucket: after, allowed, remaining: after.tokens, reset };
};

interface Simulated {
  readonly arrives: number;
  readonly answers: number;
  taken?: ReturnType<typeof takeToken>;
}

/** The server's side: each request takes its token when it arrives. */
const createBucketServer = ({ limit, seconds, used, isStepwise }: Setting) => {
  const take = isStepwise ? takeStepwise : takeToken;
  let bucket: Bucket = { tokens: Math.max(0, burstOf(limit) - used), lastRefill: 0 };
  return (inFlight: readonly Simulated[], now: number) => {
    for (const request of inFlight.filter(({ arrives, taken }) => taken === undefined && arrives <= now)) {
      request.taken = take(bucket, limit, seconds, now);
      bucket = request.taken.bucket;
    }
  };
};

const feedbackOf = (
  { taken }: Simulated,
  { limit, seconds }: Setting,
  inFlight: number,
): Parameters<ReturnType<typeof createRatePolicy>["onFeedback"]>[0] & { refused: boolean } => {
  if (taken === undefined) throw new Error("a response before its request");
  const resetMs = taken.reset * 1_000;
  return {
    rateState: { limit, windowMs: seconds * 1_000, remaining: taken.remaining, resetMs },
    pauseMs: taken.allowed ? undefined : Math.max(250, resetMs),
    inFlight,
    refused: !taken.allowed,
  };
};

/** Simulates a run against the server's bucket: when each response arrived, and whether it was a 429. */
const simulate = (setting: Setting, count: number) => {
  const { width, latencies } = setting;
  const policy = createRatePolicy({ kind: "adaptive" });
  const serve = createBucketServer(setting);
  const latency = (index: number) => latencies[index % latencies.length] ?? 1;
  const answers: { at: number; refused: boolean }[] = [];
  const inFlight: Simulated[] = [];
  let started = 0;
  for (let now = 0; answers.length < count; now += 1) {
    serve(inFlight, now);
    for (const request of inFlight.filter((one) => one.answers <= now)) {
      inFlight.splice(inFlight.indexOf(request), 1);
      const feedback = feedbackOf(request, setting, inFlight.length);
      answers.push({ at: now, refused: feedback.refused });
      policy.onFeedback(feedback, now);
    }
    while (inFlight.length < width && policy.waitMs(now) <= 0) {
      policy.recordStart(now);
      const arrives = now + latency(started);
      inFlight.push({ arrives, answers: arrives + latency(started * 7 + 3) });
      started += 1;
    }
  }
  return answers;
};

const anySetting = fc.record({
  limit: fc.integer({ min: 10, max: 500 }),
  seconds: fc.constantFrom(1, 5),
  width: fc.integer({ min: 1, max: 32 }),
  latencies: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 5, maxLength: 40 }),
  isStepwise: fc.boolean(),
});

test("paced by what answers tell, no request to a bucket of its own is refused, and it is used", () => {
  fc.assert(
    fc.property(anySetting, (drawn) => {
      const answers = simulate({ ...drawn, used: 0 }, 600);
      expect(answers.filter(({ refused }) => refused)).toEqual([]);
      // Measured from the 100th response. `Reset` is in whole seconds, so a wait can be up to a second too long, which
      // matters for stepwise refills and small windows. A small concurrency can also be the limit.
      const { limit, seconds, width, latencies, isStepwise } = drawn;
      const roundTrip = (2 * latencies.reduce((sum, one) => sum + one, 0)) / latencies.length;
      const byWidth = (width * 1_000) / (roundTrip + 2);
      const byLimit = limit / seconds;
      const took = ((answers.at(-1)?.at ?? 0) - (answers[99]?.at ?? 0)) / 1_000;
      const isExact = !isStepwise && byLimit >= 10 && byWidth > 1.5 * byLimit;
      expect(500 / took).toBeGreaterThan(Math.min(byWidth, byLimit) * (isExact ? 0.85 : 0.5));
    }),
    { numRuns: 60 },
  );
});

test("a bucket that others have emptied refuses a few at the start, and none once the pace is found", () => {
  fc.assert(
    fc.property(anySetting, fc.integer({ min: 0, max: 600 }), (drawn, used) => {
      const answers = simulate({ ...drawn, used }, 900);
      const refused = answers.map((answer) => answer.refused);
      expect(refused.slice(450).filter(Boolean)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("where the server tells nothing, at most ten a second start", () => {
  const policy = createRatePolicy({ kind: "adaptive" });
  const starts = startsOf(
    policy,
    Array.from({ length: 100 }, () => 0),
  );
  expect(maxStartsWithin(starts, 1_000)).toBeLessThanOrEqual(10);
});

test("a pause holds for all, and a shorter one after it does not end it", () => {
  const policy = createRatePolicy({ kind: "unlimited" });
  policy.onFeedback({ rateState: undefined, pauseMs: 5_000, inFlight: 0 }, 1_000);
  policy.onFeedback({ rateState: undefined, pauseMs: 100, inFlight: 0 }, 1_500);
  expect([policy.waitMs(2_000), policy.waitMs(5_999), policy.waitMs(6_000)]).toEqual([4_000, 1, 0]);
});
