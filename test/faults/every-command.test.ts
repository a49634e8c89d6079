import { expect, test } from "vitest";
import { everyCommand, missingLines } from "../support/every-command.js";
import { READS, WRITES } from "./faulted-commands.js";

test("every command that uses Novu's API meets the faults", () => {
  const commands = everyCommand.filter(({ effect }) => effect !== "local");
  const lines = [...READS, ...WRITES].map(({ argv }) => argv("ID").join(" "));
  expect(missingLines("test/faults/faulted-commands.ts", "READS or WRITES of", commands, lines)).toEqual([]);
});
