import type { Statement } from "./statements.js";

/**
 * How a statement is run. `piped`: as in a script, nothing to read from, output into files. `terminal`: with a person
 * in front of it. `aside`: in a second terminal, where it goes on until the end.
 */
export type Manner = "piped" | "terminal" | "aside";

export interface PlannedStatement extends Statement {
  readonly manner: Manner;
}

const HEAD = `set -euo pipefail
exec 7>&1 8>&2 9<&0
__mark() { printf '\\033]777;%s\\007' "$*" >&7; }
__until() { until [ -e "$SESSION/$1" ]; do sleep 0.02; done; }
__piped() { echo "$1" >> "$SESSION/begun"; exec >"$SESSION/$1.out" 2>"$SESSION/$1.err" </dev/null; }
__terminal() { echo "$1" >> "$SESSION/begun"; printf '\\033c'; __mark begin "$1"; __until "$1.begun"; }
__aside() { echo "$1" >> "$SESSION/begun"; __mark aside "$1"; __until "$1.seen"; __ended "$1" 0; }
__ended() { exec 1>&7 2>&8 0<&9; echo "$1 $2" >> "$SESSION/ended"; set -e; }
__looked() { __mark end "$1"; __until "$1.seen"; }
`;

const stepOf = ({ text, manner, exit }: PlannedStatement, at: number): string => {
  if (manner === "aside") return `__aside ${at}`;
  const lenient = exit === 0 ? [] : ["set +e"];
  const looked = manner === "terminal" ? [`__looked ${at}`] : [];
  return [`__${manner} ${at}`, ...lenient, text, `__ended ${at} $?`, ...looked].join("\n");
};

/** A script for bash that runs each statement as it stands and notes how it ended. */
export const sessionScript = (statements: readonly PlannedStatement[]): string =>
  `${HEAD}${statements.map(stepOf).join("\n")}\n`;
