import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isTabKey,
  isUpKey,
  type KeypressEvent,
  useEffect,
  useKeypress,
  useRef,
  useState,
} from "@inquirer/core";
import type { Style } from "../output/style.js";
import type { Choice, SelectQuestion } from "./prompts.js";
import {
  firstRow,
  isSelectable,
  nextSelectable,
  type Row,
  rowsOf,
  selectScreen,
  WINDOW,
} from "./select-screen.js";
import { INITIAL_STATE, type SearchState, startSearch } from "./start-search.js";
import { RESUMED } from "./watch-keys.js";

interface SelectConfig<Value> extends SelectQuestion<Value> {
  readonly style: Style;
  /** The terminal's current width. */
  readonly columns: () => number;
}

/** Avoids a search for every typed character. */
const DEBOUNCE_MS = 200;
/** The window and the rows just below it. */
const BATCH_SIZE = WINDOW + 4;
/** Distance to the end of the list at which the next batch is requested: more than Page Down moves. */
const NEAR_END = WINDOW + 4;

/** A select prompt that searches as the person types. Inquirer's own search supports neither paging nor typed IDs. */
export const createSelect = <Value>() =>
  createPrompt<Value, SelectConfig<Value>>((config, done) => {
    const [term, setTerm] = useState("");
    const [round, setRound] = useState(0);
    const [found, setFound] = useState<SearchState<Value>>(INITIAL_STATE);
    const [active, setActive] = useState<number | undefined>(undefined);
    const [, setDrawn] = useState(0);
    const [chosen, setChosen] = useState<string | undefined>(undefined);
    const running = useRef<ReturnType<typeof startSearch> | undefined>(undefined);
    const isEnterPending = useRef(false);
    /** Rows to move once the choices are there: keys that are typed ahead must not choose the first one. */
    const pendingSteps = useRef(0);

    const rows = rowsOf(config, term, found);
    const at = active !== undefined && isSelectable(rows[active]) ? active : firstRow(rows);

    const take = ({ name, short = name, value }: Choice<Value>): void => {
      setChosen(short);
      done(value);
    };

    useEffect(() => {
      const search = startSearch(
        config.search,
        term,
        { delayMs: term === "" ? 0 : DEBOUNCE_MS, batchSize: BATCH_SIZE },
        (state) => {
          setFound(state);
          if (state.status === "loading" || state.status === "slow") return;
          const typedAhead = { steps: pendingSteps.current, isEntered: isEnterPending.current };
          const { choice, row } = applyTypedAhead(rowsOf(config, term, state), state, typedAhead);
          if (choice !== undefined) take(choice);
          else if (row !== undefined) setActive(row);
          isEnterPending.current = false;
          pendingSteps.current = 0;
        },
      );
      running.current = search;
      return () => search.stop();
    }, [term, round]);

    const enter = (): void => {
      if (isPending(found, rows[at])) isEnterPending.current = true;
      else choose(rows[at], { take, retry: () => setRound(round + 1) });
    };
    const move = (step: number): void => {
      if (isPending(found, rows[at])) {
        pendingSteps.current += step;
        return;
      }
      const next = nextSelectable(rows, at, step);
      setActive(next);
      if (next >= found.choices.length - NEAR_END) running.current?.more();
    };
    const type = (text: string): void => {
      isEnterPending.current = false;
      pendingSteps.current = 0;
      setTerm(text);
      setActive(undefined);
      setFound(INITIAL_STATE);
    };

    useKeypress((key, readline) => {
      const step = stepOf(key);
      if (step === undefined && !isEnterKey(key)) return;
      restoreLine(readline, term);
      if (step === undefined) enter();
      else move(step);
    });
    useKeypress((key, readline) => {
      if (key.name === RESUMED) setDrawn((count) => count + 1);
      else if (readline.line !== term) type(readline.line);
    });

    return selectScreen(config, { term, rows, at, found, chosen });
  });

/** What keys that were typed before the choices came choose among them, or the row that they lead to. */
const applyTypedAhead = <Value>(
  rows: readonly Row<Value>[],
  { status }: SearchState<Value>,
  { steps, isEntered }: { readonly steps: number; readonly isEntered: boolean },
): { readonly choice?: Choice<Value>; readonly row?: number } => {
  if (steps === 0 && !isEntered) return {};
  const at = steps === 0 ? firstRow(rows) : nextSelectable(rows, firstRow(rows), steps);
  const row = rows[at];
  const isChosen = isEntered && status !== "failed" && row !== undefined && "choice" in row;
  return isChosen ? { choice: row.choice } : { row: at };
};

interface RowActions<Value> {
  readonly take: (choice: Choice<Value>) => void;
  readonly retry: () => void;
}

const choose = <Value>(row: Row<Value> | undefined, { take, retry }: RowActions<Value>): void => {
  if (row !== undefined) "choice" in row ? take(row.choice) : retry();
};

/**
 * Whether the first matches are still awaited, so that Enter applies to the first one that arrives. If the search is slow,
 * Enter may select the typed text.
 */
const isPending = <Value>({ choices, status }: SearchState<Value>, row: Row<Value> | undefined): boolean =>
  choices.length === 0 && (status === "loading" || (status === "slow" && row?.kind !== "typed"));

/** Readline clears the line on Enter, uses arrows for its history and inserts Tab as a character. */
const restoreLine = (readline: Parameters<Parameters<typeof useKeypress>[0]>[1], term: string): void => {
  if (readline.line === term) return;
  readline.clearLine(0);
  readline.write(term);
};

const stepOf = (key: KeypressEvent & { readonly shift?: boolean }): number | undefined => {
  if (isUpKey(key) || (isTabKey(key) && key.shift)) return -1;
  if (isDownKey(key) || isTabKey(key)) return 1;
  return { pageup: -WINDOW, pagedown: WINDOW }[key.name];
};
