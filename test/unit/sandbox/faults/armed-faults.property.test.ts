import fc from "fast-check";
import { expect, test } from "vitest";
import { createArmedFaults } from "../../../../src/sandbox/faults/armed-faults.js";
import type { FaultInput } from "../../../../src/sandbox/sandbox.js";
import type { createListener } from "../../../../src/sandbox/server/listener.js";

const listener = (): ReturnType<typeof createListener> & { readonly shut: number[] } => {
  const closed: number[] = [];
  return {
    shut: closed,
    open: async (port) => port,
    closeFor: (milliseconds) => void closed.push(milliseconds),
    reopen: async () => {},
    close: async () => {},
  };
};

const GET = { method: "GET", path: "/v1/messages?limit=1" };
const POST = { method: "POST", path: "/v1/subscribers/a/messages/b/actions/primary" };

/** The indexes of the requests that trigger the fault. */
const struckIndexes = (input: FaultInput, requests: number): number[] => {
  const faults = createArmedFaults(listener());
  faults.arm(input);
  return Array.from({ length: requests }, (_, place) => place).filter(
    () => faults.triggerFor(GET) !== undefined,
  );
};

const times = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant("forever" as const));
const seed = fc.integer({ min: 0, max: 2 ** 31 });

test("triggers for exactly the requests after skip, as often as given", () => {
  fc.assert(
    fc.property(times, fc.nat(20), fc.nat(60), (often, skip, requests) => {
      const last = often === "forever" ? requests : Math.min(skip + often, requests);
      const expected = Array.from({ length: Math.max(last - skip, 0) }, (_, index) => skip + index);
      expect(struckIndexes({ name: "error-500", times: often, skip }, requests)).toEqual(expected);
    }),
  );
});

test("randomness depends on the seed only, and respects skip and times", () => {
  fc.assert(
    fc.property(seed, fc.nat(10), times, fc.integer({ min: 1, max: 99 }), (of, skip, often, percent) => {
      const input = { name: "error-500", probability: percent / 100, seed: of } as const;
      const places = struckIndexes({ ...input, skip, times: often }, 80);
      expect(struckIndexes({ ...input, skip, times: often }, 80)).toEqual(places);
      const free = struckIndexes(input, 80).filter((place) => place >= skip);
      expect(places).toEqual(often === "forever" ? free : free.slice(0, often));
    }),
  );
});

test("five per cent is five per cent, whatever the seed", () => {
  fc.assert(
    fc.property(seed, (of) => {
      const { length } = struckIndexes({ name: "error-503", probability: 0.05, seed: of }, 4_000);
      // Six standard deviations around 200.
      expect(Math.abs(length - 200)).toBeLessThan(84);
    }),
    { numRuns: 25 },
  );
});

test("other seeds select other requests; a probability of 1 selects all", () => {
  const of = (number: number) => struckIndexes({ name: "huge", probability: 0.5, seed: number }, 64).join();
  expect(new Set([1, 2, 3, 4, 5].map(of)).size).toBe(5);
  expect(struckIndexes({ name: "huge", probability: 1 }, 5)).toEqual([0, 1, 2, 3, 4]);
});

test("a generated seed is returned, and reproduces the selection", () => {
  const faults = createArmedFaults(listener());
  const armed = faults.arm({ name: "error-500", probability: 0.3 });
  expect(armed).toMatchObject({ times: "forever", probability: 0.3, seed: expect.any(Number) });
  const places = Array.from({ length: 50 }, (_, place) => place).filter(() => faults.triggerFor(GET));
  expect(struckIndexes({ name: "error-500", probability: 0.3, seed: armed.seed ?? -1 }, 50)).toEqual(places);
  expect(faults.list()).toEqual([{ ...armed, struck: places.length }]);
});

test("several faults: the order of arming decides, and later faults do not count requests of earlier ones", () => {
  const stage = fc.record({
    name: fc.constantFrom("error-500", "error-503", "html-200"),
    skip: fc.nat(3),
    times: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(stage, { maxLength: 4 }), (stages) => {
      const faults = createArmedFaults(listener());
      for (const one of stages) faults.arm(one as FaultInput);
      const left = stages.map(({ name, skip, times: often }) => ({ name, skip, often }));
      for (let turn = 0; turn < 30; turn += 1) {
        let expected: string | undefined;
        for (const one of left) {
          if (one.skip > 0) one.skip -= 1;
          else if (one.often > 0) {
            one.often -= 1;
            expected = one.name;
            break;
          }
        }
        expect(faults.triggerFor(GET)?.armed.name).toBe(expected);
      }
    }),
  );
});

test.each([
  [{ method: "post" }, false, true],
  [{ method: "GET" }, true, false],
  [{ path: "/v1/subscribers/a/" }, false, true],
  [{ path: "v1" }, false, false],
  [{ pattern: "limit=\\d" }, true, false],
  [{ pattern: /ACTIONS\/primary$/g }, false, false],
  [{ pattern: /ACTIONS\/primary$/giy }, false, true],
  [{ kind: "reads" }, true, false],
  [{ kind: "writes" }, false, true],
  [{ kind: "any" }, true, true],
  [{ kind: "writes", method: "GET" }, false, false],
  [{}, true, true],
] as const)("armed where %j says", (where, read, write) => {
  const faults = createArmedFaults(listener());
  faults.arm({ name: "error-500", times: "forever", ...where });
  for (let turn = 0; turn < 2; turn += 1) {
    expect(faults.triggerFor(GET) !== undefined).toBe(read);
    expect(faults.triggerFor(POST) !== undefined).toBe(write);
  }
});

test("requests that do not match are not counted", () => {
  const faults = createArmedFaults(listener());
  faults.arm({ name: "error-500", skip: 1, method: "POST" });
  const hits = [GET, POST, GET, POST, POST].map((request) => faults.triggerFor(request)?.armed.name);
  expect(hits).toEqual([undefined, undefined, undefined, "error-500", undefined]);
});

test("refuse closes the port for the next request, and replaces no response", () => {
  const there = listener();
  const faults = createArmedFaults(there);
  faults.arm({ name: "refuse", skip: 1, times: 2, method: "POST", forMs: 70 });
  faults.arm({ name: "error-500", method: "POST" });
  expect(there.shut).toEqual([]);
  expect(faults.triggerFor(GET)).toBeUndefined();
  expect(there.shut).toEqual([]);
  expect(faults.triggerFor(POST)?.armed.name).toBe("error-500");
  expect(there.shut).toEqual([70]);
  faults.triggerFor(POST);
  faults.triggerFor(POST);
  expect(there.shut).toEqual([70, 70]);
  expect(faults.list().map(({ struck }) => struck)).toEqual([2, 1]);
});

test("cleared faults no longer trigger", async () => {
  const faults = createArmedFaults(listener());
  faults.arm({ name: "error-500" });
  faults.arm({ name: "huge", times: "forever" });
  expect(await faults.clear()).toBe(2);
  expect([faults.list(), faults.triggerFor(GET)]).toEqual([[], undefined]);
});
