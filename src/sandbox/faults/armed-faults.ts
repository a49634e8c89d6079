import { createHash, randomInt } from "node:crypto";
import { defined } from "../json.js";
import type { ArmedFault, FaultInput, RequestKind } from "../sandbox.js";
import type { createListener } from "../server/listener.js";
import { closesPort, type Fault, type RequestFault } from "./fault.js";
import { assertValidFault } from "./fault-input.js";
import { faultOf } from "./fault-table.js";

/** The fault that a request triggered. */
interface TriggeredFault {
  readonly armed: ArmedFault;
  readonly fault: RequestFault;
}

export interface ArmedFaults {
  /** @throws ApiError 400 */
  arm(input: FaultInput): ArmedFault;
  /** Disarms all faults, reopens a closed port, and returns how many there were. */
  clear(): Promise<number>;
  /** In the order of arming, including those that are used up. */
  list(): readonly ArmedFault[];
  /** Counts a request and returns the first fault that it triggers; later faults do not count it. */
  triggerFor(request: RequestLine): TriggeredFault | undefined;
}

interface Entry {
  readonly fault: Fault;
  readonly settings: Omit<ArmedFault, "struck">;
  readonly rule: TriggerRule;
  readonly matches: (request: RequestLine) => boolean;
  matched: number;
  triggered: number;
}

const MAX_SEED = 2 ** 31;
const PORT_CLOSED_MS = 1_000;

const withDefaults = (input: FaultInput): Omit<ArmedFault, "struck"> => {
  const { name, pattern, probability, ...given } = input;
  const fault = faultOf(name);
  const isRandom = probability !== undefined;
  return {
    name,
    ...defined(given),
    takesEffect: fault.takesEffect,
    times: input.times ?? (isRandom ? "forever" : 1),
    skip: input.skip ?? 0,
    kind: input.kind ?? fault.kind ?? "any",
    ...(pattern === undefined ? {} : { pattern: typeof pattern === "string" ? pattern : pattern.source }),
    ...(isRandom ? { probability, seed: input.seed ?? randomInt(MAX_SEED) } : {}),
    ...(closesPort(fault) ? { forMs: input.forMs ?? PORT_CLOSED_MS } : {}),
  };
};

const ruleOf = ({ times, skip, probability = 1, seed = 0 }: Omit<ArmedFault, "struck">): TriggerRule => ({
  times: times === "forever" ? Number.POSITIVE_INFINITY : times,
  skip,
  probability,
  seed,
});

const snapshot = ({ settings, triggered }: Entry): ArmedFault => ({
  ...settings,
  struck: triggered,
});

export const createArmedFaults = (listener: ReturnType<typeof createListener>): ArmedFaults => {
  const entries: Entry[] = [];

  /** A connection is refused before its request is known, so the port is closed one request ahead. */
  const closePortIfNext = (entry: Entry): void => {
    if (triggersNext(entry.rule, entry)) {
      entry.triggered += 1;
      listener.closeFor(entry.settings.forMs ?? PORT_CLOSED_MS);
    }
  };

  const recordMatch = (entry: Entry): boolean => {
    const triggers = triggersNext(entry.rule, entry);
    entry.matched += 1;
    entry.triggered += triggers ? 1 : 0;
    return triggers;
  };

  return {
    arm: (input) => {
      assertValidFault(input);
      const settings = withDefaults(input);
      const fault = faultOf(input.name);
      const entry = {
        fault,
        settings,
        rule: ruleOf(settings),
        matches: matcherOf({ ...input, kind: settings.kind }),
        matched: 0,
        triggered: 0,
      };
      entries.push(entry);
      if (closesPort(fault)) {
        closePortIfNext(entry);
      }
      return snapshot(entry);
    },
    clear: async () => {
      const { length } = entries.splice(0);
      await listener.reopen();
      return length;
    },
    list: () => entries.map(snapshot),
    triggerFor: (request) => {
      for (const entry of entries.filter(({ matches }) => matches(request))) {
        const { fault } = entry;
        if (closesPort(fault)) {
          entry.matched += 1;
          closePortIfNext(entry);
        } else if (recordMatch(entry)) {
          return { armed: snapshot(entry), fault };
        }
      }
      return undefined;
    },
  };
};

interface RequestLine {
  readonly method: string;
  /** As on the wire, with the query. */
  readonly path: string;
}

const READ_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

const isOfKind = (method: string, kind: RequestKind): boolean =>
  kind === "any" || READ_METHODS.includes(method) === (kind === "reads");

type RequestFilter = Pick<FaultInput, "method" | "path" | "pattern" | "kind">;

/** Creates the predicate for the requests of a fault; all given conditions must match. */
const matcherOf = ({ method, path = "", pattern = "", kind = "any" }: RequestFilter) => {
  // With the flags g and y, the expression would keep state between requests.
  const expression =
    typeof pattern === "string"
      ? new RegExp(pattern)
      : new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  return (request: RequestLine): boolean =>
    (method === undefined || method.toUpperCase() === request.method) &&
    request.path.startsWith(path) &&
    isOfKind(request.method, kind) &&
    expression.test(request.path);
};

/** Which of the matching requests trigger the fault. */
interface TriggerRule {
  /** Infinity for `forever`. */
  readonly times: number;
  readonly skip: number;
  /** From 0 to 1. */
  readonly probability: number;
  readonly seed: number;
}

interface TriggerCount {
  /** Matching requests before this one. */
  readonly matched: number;
  readonly triggered: number;
}

const DRAW_BYTES = 6;

/** The n-th pseudo-random number of a seed, from 0 (inclusive) to 1 (exclusive). */
const randomAt = (seed: number, n: number): number =>
  createHash("sha256").update(`${seed} ${n}`).digest().readUIntBE(0, DRAW_BYTES) / 256 ** DRAW_BYTES;

/** Whether the next matching request triggers the fault; deterministic for a seed and a count. */
const triggersNext = (rule: TriggerRule, { matched, triggered }: TriggerCount): boolean =>
  triggered < rule.times && matched >= rule.skip && randomAt(rule.seed, matched) < rule.probability;
