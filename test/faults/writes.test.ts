import { test } from "vitest";
import { WRITES } from "./faulted-commands.js";
import { keepsPromises } from "./promises-kept.js";

test.each(WRITES)("$name says what became of it, whatever the server does", (command) =>
  keepsPromises(command),
);
