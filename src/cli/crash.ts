import { exitCodeOf } from "../failures/exit-codes.js";

/** The reason that ends a run after an error that nobody caught. */
export const CRASH = { exitCode: exitCodeOf("bug") } as const;
