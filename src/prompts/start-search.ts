import type { Choice, Search } from "./prompts.js";

/** The current state of a search. */
export interface SearchState<Value> {
  readonly choices: readonly Choice<Value>[];
  /** `idle`: there may be more matches; `ended`: there are none. */
  readonly status: "loading" | "slow" | "idle" | "ended" | "failed";
  readonly problem?: string;
}

export const INITIAL_STATE: SearchState<never> = { choices: [], status: "loading" };
/** After this, the status becomes `slow`. */
const SLOW_MS = 3_000;

interface SearchOptions {
  /** Waits this long for further typing. */
  readonly delayMs: number;
  /** Number of choices to collect at a time. The search may yield smaller or empty batches. */
  readonly batchSize: number;
}

interface RunningSearch {
  /** Requests further choices, unless a request is in flight or there are no more. */
  more(): void;
  stop(): void;
}

/** Runs one search and reports every change of state until it is stopped. The first choices are requested at once. */
export const startSearch = <Value>(
  search: Search<Value>,
  term: string,
  { delayMs, batchSize }: SearchOptions,
  onChange: (state: SearchState<Value>) => void,
): RunningSearch => {
  const controller = new AbortController();
  const { signal } = controller;
  const batches = search(term, signal)[Symbol.asyncIterator]();
  let state: SearchState<Value> = INITIAL_STATE;
  const setState = (next: SearchState<Value>) => {
    if (signal.aborted) return;
    state = next;
    onChange(next);
  };
  const waiting = (status: "loading" | "slow") => setState({ choices: state.choices, status });
  const pullUntil = async (enough: number): Promise<void> => {
    const { done, value = [] } = await batches.next();
    const choices = [...state.choices, ...value];
    const isEnough = choices.length >= enough;
    setState({ choices, status: done ? "ended" : isEnough ? "idle" : state.status });
    if (!done && !isEnough && !signal.aborted) await pullUntil(enough);
  };
  const pull = async () => {
    waiting("loading");
    const slow = setTimeout(() => waiting("slow"), SLOW_MS);
    try {
      await pullUntil(state.choices.length + batchSize);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      setState({ choices: state.choices, status: "failed", problem });
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
