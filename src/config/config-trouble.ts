import { Failure } from "../failures/failure.js";
import { FILE_REASONS } from "../failures/file-reasons.js";

const REASONS: Readonly<Record<string, string>> = {
  ...FILE_REASONS,
  EINVAL: "it is not a regular file",
  ELOCKED: "another novu-msg is changing it, and has not finished",
};

/** Turns what the system or a library says of the config file into a failure. */
export const refuseConfig =
  (file: string) =>
  (error: unknown): never => {
    if (error instanceof Failure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure("E_CONFIG_IO", `the config file ${file} cannot be used: ${reason(code)}`, {
      hint: ["Nothing was changed. NOVU_MSG_CONFIG_DIR can name another folder."],
      // Without a code it is a parser's error, and its words can quote a key.
      ...(code === undefined ? {} : { cause: error }),
    });
  };

const reason = (code: string | undefined): string =>
  code === undefined ? "it was changed meanwhile" : (REASONS[code] ?? code);

/** The failure where somebody else changed the file, or had its lock, between reading and writing. */
export const changedMeanwhile = (file: string): Failure =>
  new Failure("E_CONFIG_IO", `the config file ${file} cannot be used: it was changed meanwhile`, {
    hint: ["Nothing was changed by this run. Run it again."],
  });
