import { exitCodeOf } from "../failures/exit-codes.js";

/** The abort reason after an uncaught error. */
export const CRASH = { exitCode: exitCodeOf("bug") } as const;
