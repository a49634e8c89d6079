import path from "node:path";

/** The root of the repository. */
export const ROOT = path.resolve(import.meta.dirname, "../..");

/** The Node that runs the program under test: NOVU_MSG_TEST_NODE, or the Node that runs the tests. */
export const NODE = process.env.NOVU_MSG_TEST_NODE || process.execPath;

/** The program under test: NOVU_MSG_TEST_BIN, such as an installed one, or the local build. */
export const BIN = process.env.NOVU_MSG_TEST_BIN || path.join(ROOT, "bin/novu-msg.js");

/** The built files that the program under test loads. */
export const DIST = path.resolve(BIN, "../../dist");
