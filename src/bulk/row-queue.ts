import type { CheckedRow } from "./bulk-row.js";
import type { JournalEntry } from "./bulk-types.js";

export type GoodRow = Extract<CheckedRow, { readonly kind: "good" }>;

/** A row that is to be sent. */
export interface Job {
  readonly row: GoodRow;
  readonly entry: JournalEntry | undefined;
}

/** Rows whose turn has not come. Of those for one message only the first is ready; it has to be ended first. */
export interface RowQueue {
  /** Rows that wait, ready or not. */
  readonly size: () => number;
  readonly hasReady: () => boolean;
  readonly add: (job: Job) => void;
  /** The next row that is ready; its message is its own until `end`. */
  readonly next: () => Job | undefined;
  readonly end: (job: Job) => void;
  /** Takes out all that wait, in no order. */
  readonly drain: () => Job[];
}

export const createRowQueue = (): RowQueue => {
  const ready = createFifo<Job>();
  /** Messages with a row that is ready or under way, and the rows behind it. */
  const lanes = new Map<string, Job[] | undefined>();
  let parked = 0;
  return {
    size: () => ready.size() + parked,
    hasReady: () => ready.size() > 0,
    add: (job) => {
      const lane = laneOf(job);
      if (!lanes.has(lane)) {
        lanes.set(lane, undefined);
        ready.push(job);
        return;
      }
      const behind = lanes.get(lane);
      if (behind === undefined) lanes.set(lane, [job]);
      else behind.push(job);
      parked += 1;
    },
    next: ready.shift,
    end: (job) => {
      const lane = laneOf(job);
      const following = lanes.get(lane)?.shift();
      if (following === undefined) {
        lanes.delete(lane);
        return;
      }
      parked -= 1;
      ready.push(following);
    },
    drain: () => {
      const jobs = ready.drain();
      for (const [lane, behind] of lanes) {
        jobs.push(...(behind ?? []));
        lanes.set(lane, undefined);
      }
      parked = 0;
      return jobs;
    },
  };
};

/** Ids are hexadecimal, and the server does not mind their case. */
const laneOf = ({ row }: Job): string => row.action.messageId.toLowerCase();

/** Array.shift moves the whole rest of a long array; here it is moved once in many. */
const createFifo = <Item>() => {
  let items: Item[] = [];
  let first = 0;
  return {
    size: () => items.length - first,
    push: (item: Item) => void items.push(item),
    shift: (): Item | undefined => {
      const item = items[first];
      if (item === undefined) return undefined;
      first += 1;
      if (first === items.length || first > 1_000) {
        items = items.slice(first);
        first = 0;
      }
      return item;
    },
    drain: (): Item[] => {
      const rest = items.slice(first);
      items = [];
      first = 0;
      return rest;
    },
  };
};
