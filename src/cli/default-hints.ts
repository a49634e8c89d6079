import type { ExitName } from "../failures/exit-codes.js";
import type { Addition, NextStep } from "../failures/failure.js";
import type { FailureCode } from "../failures/failure-codes.js";

type ByKind<Value> = Readonly<Partial<Record<FailureCode | ExitName, Value>>>;

/** The set-up, the network, the key and the server: whatever it is, it is among them. */
export const DOCTOR: NextStep = { words: ["novu-msg", "doctor"], when: "to see what is wrong" };

/** The same line, changed so that it can go on or tells more. */
export const CHANGES: ByKind<Addition> = {
  // A request that was turned away for its number was not carried out.
  E_RATE_LIMIT: {
    words: ["--retries", "10", "--max-wait", "10m"],
    without: ["--retries", "--max-wait"],
    when: "to wait for longer",
  },
  E_BUG: { words: ["-vv"], when: "to see where it happened" },
  rejected: { words: ["-vv"], when: "to see what is sent, and what is answered" },
};

/** Another command. */
export const STEPS: ByKind<NextStep> = {
  "not-found": { words: ["novu-msg", "whoami"], when: "to see which environment this key opens" },
  E_QUERY_RESULT: { words: ["novu-msg", "help", "output"], when: "to see what --query can say" },
  // What the server does not have, a look at the server shows.
  E_NO_ROUTE: DOCTOR,
  E_INSTALL: { words: ["novu-msg", "completion", "--help"], when: "to print it, and put it there yourself" },
  E_STATE: { words: ["novu-msg", "sandbox", "--help"] },
};

/** Those that no command of ours mends, and why. */
export const WITHOUT_NEXT: Readonly<Partial<Record<FailureCode, string>>> = {
  E_INTERRUPTED: "it was the user's own wish",
  E_OUTPUT: "the disk or the pipe that is full is not ours",
  E_NODE: "no command runs on that Node",
};
