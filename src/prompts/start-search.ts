import type { Choice, Search } from "./prompts.js";

/** What is known of a search at one moment. */
export interface SearchState<Value> {
  readonly choices: readonly Choice<Value>[];
  /** `idle`: there may be more; `ended`: that was all. */
  readonly status: "loading" | "slow" | "idle" | "ended" | "failed";
  readonly problem?: string;
}

export const NOTHING_YET: SearchState<never> = { choices: [], status: "loading" };

/** An answer that takes longer is called slow. */
const SLOW_MS = 3_000;

export interface SearchOptions {
  /** How long to wait for the person to go on typing. */
  readonly delayMs: number;
  /** So many choices are asked for at a time; batches can be smaller, or empty. */
  readonly atATime: number;
}

export interface RunningSearch {
  /** Asks for further choices, unless they are under way or there are none. */
  more(): void;
  stop(): void;
}

/** Runs one search and tells every change of its state, until it is stopped. Its first choices come by themselves. */
export const startSearch = <Value>(
  search: Search<Value>,
  term: string,
  { delayMs, atATime }: SearchOptions,
  tell: (state: SearchState<Value>) => void,
): RunningSearch => {
  const controller = new AbortController();
  const { signal } = controller;
  const batches = search(term, signal)[Symbol.asyncIterator]();
  let state: SearchState<Value> = NOTHING_YET;
  const become = (next: SearchState<Value>) => {
    if (signal.aborted) return;
    state = next;
    tell(next);
  };
  const waiting = (status: "loading" | "slow") => become({ choices: state.choices, status });
  const pullUntil = async (enough: number): Promise<void> => {
    const { done, value = [] } = await batches.next();
    const choices = [...state.choices, ...value];
    const isEnough = choices.length >= enough;
    become({ choices, status: done ? "ended" : isEnough ? "idle" : state.status });
    if (!done && !isEnough && !signal.aborted) await pullUntil(enough);
  };
  const pull = async () => {
    waiting("loading");
    const slow = setTimeout(() => waiting("slow"), SLOW_MS);
    try {
      await pullUntil(state.choices.length + atATime);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      become({ choices: state.choices, status: "failed", problem });
    } finally {
      clearTimeout(slow);
    }
  };
  const start = setTimeout(() => void pull(), delayMs);
  return {
    more: () => {
      if (state.status === "idle") void pull();
    },
    stop: () => {
      clearTimeout(start);
      controller.abort();
    },
  };
};
