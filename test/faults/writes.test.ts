import { test } from "vitest";
import { WRITES } from "./faulted-commands.js";
import { keepsPromises } from "./promises-kept.js";

test.each(WRITES)("$name reports its true result, whatever the server does", (command) =>
  keepsPromises(command),
);
