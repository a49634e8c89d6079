import { type ExitName, exitCodeOf } from "../failures/exit-codes.js";

/** How whoever asks Novu about messages and subscribers can end, beyond ok and usage. */
const OF_A_CALL: readonly ExitName[] = [
  "config",
  "auth",
  "not-found",
  "rejected",
  "network",
  "busy",
  "contract",
  "interrupted",
];

/** The exits of a command that does so, with those of its own, by their codes. */
export const exitsOfCall = (...own: readonly ExitName[]): readonly ExitName[] =>
  [...OF_A_CALL, ...own].sort((one, other) => exitCodeOf(one) - exitCodeOf(other));
