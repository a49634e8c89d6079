import { createHash, randomInt } from "node:crypto";
import { defined } from "../json.js";
import type { ArmedFault, FaultInput, RequestKind } from "../sandbox.js";
import type { Listener } from "../server/listener.js";
import { closesPort, type Fault, type RequestFault } from "./fault.js";
import { refuseBadFault } from "./fault-input.js";
import { faultOf } from "./fault-table.js";

/** The fault that strikes a request. */
export interface Hit {
  readonly armed: ArmedFault;
  readonly fault: RequestFault;
}

export interface ArmedFaults {
  /** @throws ApiError 400 */
  arm(input: FaultInput): ArmedFault;
  /** Disarms all, opens a closed port, and says how many there were. */
  clear(): Promise<number>;
  /** In the order of arming, also those that have struck as often as they were to. */
  list(): readonly ArmedFault[];
  /** Counts a request. The first armed fault that wants it has it; the later ones do not see it. */
  meet(request: RequestLine): Hit | undefined;
}

interface Entry {
  readonly fault: Fault;
  readonly facts: Omit<ArmedFault, "struck">;
  readonly rule: TriggerRule;
  readonly matches: (request: RequestLine) => boolean;
  met: number;
  struck: number;
}

const MAX_SEED = 2 ** 31;
const PORT_CLOSED_MS = 1_000;

const factsOf = (input: FaultInput): Omit<ArmedFault, "struck"> => {
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

const snapshot = ({ facts, struck }: Entry): ArmedFault => ({ ...facts, struck });

export const createArmedFaults = (listener: Listener): ArmedFaults => {
  const entries: Entry[] = [];

  /** A connection can only be refused before it is known what it would ask, so this looks one request ahead. */
  const closePortInTime = (entry: Entry): void => {
    if (triggersNext(entry.rule, entry)) {
      entry.struck += 1;
      listener.shutFor(entry.facts.forMs ?? PORT_CLOSED_MS);
    }
  };

  const isStruckBy = (entry: Entry): boolean => {
    const triggers = triggersNext(entry.rule, entry);
    entry.met += 1;
    entry.struck += triggers ? 1 : 0;
    return triggers;
  };

  return {
    arm: (input) => {
      refuseBadFault(input);
      const facts = factsOf(input);
      const fault = faultOf(input.name);
      const entry = {
        fault,
        facts,
        rule: ruleOf(facts),
        matches: matcherOf({ ...input, kind: facts.kind }),
        met: 0,
        struck: 0,
      };
      entries.push(entry);
      if (closesPort(fault)) {
        closePortInTime(entry);
      }
      return snapshot(entry);
    },
    clear: async () => {
      const { length } = entries.splice(0);
      await listener.openNow();
      return length;
    },
    list: () => entries.map(snapshot),
    meet: (request) => {
      for (const entry of entries.filter(({ matches }) => matches(request))) {
        const { fault } = entry;
        if (closesPort(fault)) {
          entry.met += 1;
          closePortInTime(entry);
        } else if (isStruckBy(entry)) {
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

const READS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

const isOfKind = (method: string, kind: RequestKind): boolean =>
  kind === "any" || READS.includes(method) === (kind === "reads");

type Where = Pick<FaultInput, "method" | "path" | "pattern" | "kind">;

/** Whether a fault is for a request; all that is given has to fit. */
const matcherOf = ({ method, path = "", pattern = "", kind = "any" }: Where) => {
  // A stateful flag would make every second request another one.
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

/** When a fault strikes, of the requests it matches. */
interface TriggerRule {
  /** Infinity for ever. */
  readonly times: number;
  readonly skip: number;
  /** From 0 to 1. */
  readonly probability: number;
  readonly seed: number;
}

interface TriggerCount {
  /** Matching requests that came before this one. */
  readonly met: number;
  readonly struck: number;
}

const DRAW_BYTES = 6;

/** The n-th number of a seed's own row, from 0 up to but not 1. */
const draw = (seed: number, n: number): number =>
  createHash("sha256").update(`${seed} ${n}`).digest().readUIntBE(0, DRAW_BYTES) / 256 ** DRAW_BYTES;

/** Whether the next matching request is struck; the same seed and place give the same answer. */
const triggersNext = (rule: TriggerRule, { met, struck }: TriggerCount): boolean =>
  struck < rule.times && met >= rule.skip && draw(rule.seed, met) < rule.probability;
