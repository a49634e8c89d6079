import { test } from "vitest";
import { READS } from "./faulted-commands.js";
import { keepsPromises } from "./promises-kept.js";

test.each(READS)("$name ends as promised, whatever the server does", (command) => keepsPromises(command));
