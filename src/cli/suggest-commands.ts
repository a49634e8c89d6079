import type { CommandNode } from "../context/command-node.js";
import type { ExitName } from "../failures/exit-codes.js";
import type { Failure, FailureInfo, NextStep } from "../failures/failure.js";
import { FAILURE_CODES, type FailureCode } from "../failures/failure-codes.js";
import { type QuoteWord, quoteLine } from "../processes/quote.js";
import { withoutUserInfo } from "../secrets/secret.js";
import type { failureDocument } from "../views/failure-view.js";
import { pasteable } from "../views/pasteable.js";
import { applyLineChange, correctedLine, isSafeToShow } from "./command-line.js";

type ByKind<Value> = Readonly<Partial<Record<FailureCode | ExitName, Value>>>;

/** Checks the setup, the network, the key and the server. */
const DOCTOR: NextStep = { words: ["novu-msg", "doctor"], when: "to see what is wrong" };

/** Changes to the same line, so that it may succeed or print more. */
const CHANGES: ByKind<NonNullable<FailureInfo["addition"]>> = {
  E_BUG: { words: ["-vv"], when: "to see where it happened" },
  rejected: { words: ["-vv"], when: "to see requests and responses" },
};

/** Longer than this, nobody waits for a command. */
const LONGEST_WAIT_MINUTES = 60;
const USUAL_WAIT_MINUTES = 10;

/** To wait out a rate limit; undefined if that takes too long. A rate-limited request was not carried out, so it can be repeated. */
const waitLonger = ({ info }: Failure): NonNullable<FailureInfo["addition"]> | undefined => {
  const minutes = Math.ceil(Number(info.details?.retryAfterMs ?? 0) / 60_000) + 1;
  if (minutes > LONGEST_WAIT_MINUTES) return undefined;
  return {
    words: ["--retries", "10", "--max-wait", `${Math.max(USUAL_WAIT_MINUTES, minutes)}m`],
    without: ["--retries", "--max-wait"],
    when: "to wait longer",
  };
};

/** Other commands to run. */
const STEPS: ByKind<NextStep> = {
  "not-found": { words: ["novu-msg", "whoami"], when: "to see which environment this key belongs to" },
  E_QUERY_RESULT: { words: ["novu-msg", "help", "output"], when: "to see what --query can do" },
  E_NO_ROUTE: DOCTOR,
  E_INSTALL: { words: ["novu-msg", "completion", "--help"], when: "to print it and install it yourself" },
  E_STATE: { words: ["novu-msg", "sandbox", "--help"] },
};

/** Failures for which no command helps, and why. */
export const WITHOUT_NEXT: Readonly<Partial<Record<FailureCode, string>>> = {
  E_INTERRUPTED: "it was the user's own wish",
  E_OUTPUT: "the disk or the pipe that is full is outside novu-msg",
  E_NODE: "no command runs on that Node",
};

/** The commands to suggest: the corrected line, then the failure's own suggestions, otherwise a default. */
export const suggestCommands = (
  failure: Failure,
  typed: readonly string[],
  tree: CommandNode,
  { quote, mask }: { readonly quote?: QuoteWord; readonly mask?: (text: string) => string } = {},
): Parameters<typeof failureDocument>[1] => {
  const argv = withoutProxyPassword(typed);
  const { correction, addition, alternatives = [], next = [] } = failure.info;
  const corrected = correction && correctedLine(argv, correction, tree);
  const additions = isSafeToShow(argv, tree) ? [addition ?? [], alternatives].flat() : [];
  const steps: NextStep[] = [
    ...(corrected === undefined ? [] : [{ words: ["novu-msg", ...corrected] }]),
    ...additions.map((each) => stepWith(argv, each, tree)),
    ...next,
  ];
  return [...steps, ...(steps.length === 0 ? defaultHint(failure, argv, tree) : [])].flatMap(
    ({ words, ...step }) => {
      const command = pasteable(quoteLine(words, quote), mask);
      return command === undefined ? [] : [{ command, ...step }];
    },
  );
};

/** For failures without suggestions of their own, depending on code and exit. */
const defaultHint = (failure: Failure, argv: readonly string[], tree: CommandNode): NextStep[] => {
  const { code } = failure;
  const { exit } = FAILURE_CODES[code];
  const isLimited = code === "E_RATE_LIMIT";
  const longer = isLimited ? waitLonger(failure) : undefined;
  if (code in WITHOUT_NEXT || (isLimited && longer === undefined)) return [];
  const words = namedNode(argv, tree)
    .path.split(" ")
    .filter((word) => word !== "");
  const command = ["novu-msg", ...words];
  const ofNewKey = NEW_KEY_COMMANDS.has(words.join(" ")) ? OF_NEW_KEY[exit] : undefined;
  if (exit === "usage" || ofNewKey === "help") return [{ words: [...command, "--help"] }];
  const change =
    ofNewKey ?? longer ?? CHANGES[code] ?? (STEPS[code] === undefined ? CHANGES[exit] : undefined);
  if (change !== undefined && canApply(change, command, argv, tree)) return [stepWith(argv, change, tree)];
  return [STEPS[code] ?? STEPS[exit] ?? DOCTOR];
};

/** These check a key before they store it, so that doctor would find nothing of it to check. */
const NEW_KEY_COMMANDS: ReadonlySet<string> = new Set(["profile add", "profile set"]);

const OF_NEW_KEY: ByKind<"help" | NonNullable<FailureInfo["addition"]>> = {
  auth: "help",
  contract: "help",
  network: { words: ["--no-verify"], when: "to store it without verifying it" },
  busy: { words: ["--no-verify"], when: "to store it without verifying it" },
};

const canApply = (
  { words, without }: NonNullable<FailureInfo["addition"]>,
  [, command]: readonly string[],
  argv: readonly string[],
  tree: CommandNode,
): boolean => {
  const isNew = without !== undefined || !words.some((word) => argv.includes(word));
  // A raw call may contain anything, including secrets.
  return isNew && command !== "api" && isSafeToShow(argv, tree);
};

/** A proxy address may lack a scheme: me:pass@proxy:3128. */
const withoutProxyPassword = (argv: readonly string[]): string[] =>
  argv.map((word, at) => {
    if (word.startsWith("--proxy=")) return `--proxy=${withoutUserInfo(word.slice("--proxy=".length))}`;
    return argv[at - 1] === "--proxy" ? withoutUserInfo(word) : word;
  });

const stepWith = (
  argv: readonly string[],
  { words, without = [], before, replaces, ...step }: NonNullable<FailureInfo["addition"]>,
  tree: CommandNode,
): NextStep => ({
  ...step,
  words: ["novu-msg", ...applyLineChange(argv, { words, without, before, replaces }, tree)],
});

/** The command that the line names. Options may precede it or be between its words. */
export const namedNode = (argv: readonly string[], tree: CommandNode): CommandNode => {
  const isNamedBy = (word: string) => (child: CommandNode) => child.path.split(" ").at(-1) === word;
  const at = argv.findIndex((word) => tree.children.some(isNamedBy(word)));
  const child = tree.children.find(isNamedBy(argv[at] ?? ""));
  return child === undefined ? tree : namedNode(argv.slice(at + 1), child);
};
