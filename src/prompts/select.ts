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
import { firstRow, isSelectable, moved, type Row, rowsOf, selectScreen, WINDOW } from "./select-screen.js";
import { NOTHING_YET, type RunningSearch, type SearchState, startSearch } from "./start-search.js";
import { RESUMED } from "./watch-keys.js";

export interface SelectConfig<Value> extends SelectQuestion<Value> {
  readonly style: Style;
  /** Columns of the terminal at this moment. */
  readonly columns: () => number;
  /** Goes one question back. */
  readonly back: () => void;
}

/** Somebody who types is not asked about every letter. */
const DEBOUNCE_MS = 200;

/** A window and what lies just below it. */
const AT_A_TIME = WINDOW + 4;

/** So many rows before the end of the list, the next batch is asked for. */
const NEAR_END = 4;

/** One choice from a list that is searched as the person types; Inquirer's own search knows neither pages nor ids. */
export const createSelect = <Value>() =>
  createPrompt<Value, SelectConfig<Value>>((config, done) => {
    const [term, setTerm] = useState("");
    const [round, setRound] = useState(0);
    const [found, setFound] = useState<SearchState<Value>>(NOTHING_YET);
    const [active, setActive] = useState<number | undefined>(undefined);
    const [, setDrawn] = useState(0);
    const [chosen, setChosen] = useState<string | undefined>(undefined);
    const running = useRef<RunningSearch | undefined>(undefined);
    const isAwaited = useRef(false);

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
        { delayMs: term === "" ? 0 : DEBOUNCE_MS, atATime: AT_A_TIME },
        (state) => {
          setFound(state);
          if (state.status === "loading" || state.status === "slow") return;
          const [first] = rowsOf(config, term, state).filter(isSelectable);
          if (isAwaited.current && state.status !== "failed" && first !== undefined && "choice" in first)
            take(first.choice);
          isAwaited.current = false;
        },
      );
      running.current = search;
      return () => search.stop();
    }, [term, round]);

    const enter = (): void => {
      if (isPending(found, rows[at])) isAwaited.current = true;
      else choose(rows[at], { take, retry: () => setRound(round + 1), back: config.back });
    };
    const go = (step: number): void => {
      const next = moved(rows, at, step);
      setActive(next);
      if (next >= found.choices.length - NEAR_END) running.current?.more();
    };
    const type = (text: string): void => {
      isAwaited.current = false;
      setTerm(text);
      setActive(undefined);
      setFound(NOTHING_YET);
    };

    useKeypress((key, readline) => {
      const step = stepOf(key);
      if (step === undefined && !isEnterKey(key)) return;
      restoreLine(readline, term);
      if (step === undefined) enter();
      else go(step);
    });
    useKeypress((key, readline) => {
      if (key.name === RESUMED) setDrawn((count) => count + 1);
      else if (readline.line !== term) type(readline.line);
    });

    return selectScreen(config, { term, rows, at, found, chosen });
  });

interface Choosing<Value> {
  readonly take: (choice: Choice<Value>) => void;
  readonly retry: () => void;
  readonly back: () => void;
}

const choose = <Value>(row: Row<Value> | undefined, { take, ...ways }: Choosing<Value>): void => {
  if (row !== undefined) "choice" in row ? take(row.choice) : ways[row.kind]();
};

/** Nothing has come yet for what was typed: Enter counts for the first thing that does. Who waits long may take the text. */
const isPending = <Value>({ choices, status }: SearchState<Value>, row: Row<Value> | undefined): boolean =>
  choices.length === 0 && (status === "loading" || (status === "slow" && row?.kind !== "typed"));

/** Readline forgets the line at Enter, takes arrows for its history and Tab for a letter. */
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
