import { CommanderError } from "@commander-js/extra-typings";
import { loadCommands } from "../../src/cli/load-commands.js";
import { buildProgram } from "../../src/cli/program.js";
import type { Invoke } from "../../src/context/command-module.js";
import { programTree } from "./program-tree.js";

/** Parses a command line and returns the input of the body, without running it. */
export const inputOf = async (argv: readonly string[]): Promise<unknown> => {
  const inputs: unknown[] = [];
  const record: Invoke = async (_load, input) => {
    inputs.push(input);
  };
  const { root } = buildProgram(
    record,
    await loadCommands(),
    {
      version: "0.0.0-test",
      write: () => {},
      width: 80,
    },
    programTree,
  );
  await root.parseAsync([...argv], { from: "user" });
  if (inputs.length !== 1) throw new Error(`${inputs.length} commands ran`);
  return inputs[0];
};

/** The code and message of the error that parsing the line throws. */
export const refusalOf = async (argv: readonly string[]): Promise<string> => {
  try {
    await inputOf(argv);
  } catch (error) {
    if (error instanceof CommanderError) return error.code;
    if (error instanceof Error && "code" in error) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error("the line was accepted");
};
