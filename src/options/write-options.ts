import type { Command, OptionValues } from "@commander-js/extra-typings";
import { API_VERSIONS, PRINT_FORMS, type PrintForm } from "../model/action.js";
import { nonBlankText, oneOf } from "./arguments.js";
import { wordOption } from "./option-metadata.js";

/** The options of all commands that write. */
export const withWriteOptions = <Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) =>
  command
    .option("--idempotency-key <key>", "your own idempotency key", nonBlankText)
    .option("--dry-run", "show the request, don't send it")
    .addOption(
      wordOption("--print <form>", "print the request instead", PRINT_FORMS, oneOf(PRINT_FORMS, "a form")),
    );

/** Selects the API route that sets a button. */
export const apiOption = () =>
  wordOption(
    "--api <version>",
    "API route; v2: no payload",
    API_VERSIONS,
    oneOf(API_VERSIONS, "an API version"),
  ).default("v1" as const);

/** The form in which to show the request without sending it; undefined to send it. */
export const previewForm = (options: {
  readonly print?: PrintForm | undefined;
  readonly dryRun?: true | undefined;
}): PrintForm | undefined => options.print ?? (options.dryRun ? "http" : undefined);
