import type { Command, OptionValues } from "@commander-js/extra-typings";
import { API_VERSIONS, PRINT_FORMS, type PrintForm } from "../model/action.js";
import { oneOf, someText } from "./arguments.js";
import { wordOption } from "./option-metadata.js";

/** What everything that writes takes: a key of the user's own, and the wish to see the request only. */
export const withWriteOptions = <Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) =>
  command
    .option(
      "--idempotency-key <key>",
      "your own key for this write; it is hashed with what is written",
      someText,
    )
    .option("--dry-run", "show the request, send nothing")
    .addOption(
      wordOption(
        "--print <form>",
        "show the request in this form, send nothing",
        PRINT_FORMS,
        oneOf(PRINT_FORMS, "a form"),
      ),
    );

/** Which route sets a button. */
export const apiOption = () =>
  wordOption(
    "--api <version>",
    "version of the route; v2 takes no payload and marks the message read",
    API_VERSIONS,
    oneOf(API_VERSIONS, "an API version"),
  ).default("v1" as const);

/** How the request is to be shown in place of being sent, if at all. */
export const previewForm = (options: {
  readonly print?: PrintForm | undefined;
  readonly dryRun?: true | undefined;
}): PrintForm | undefined => options.print ?? (options.dryRun ? "http" : undefined);
