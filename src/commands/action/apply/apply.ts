import { Argument, Command, Option } from "@commander-js/extra-typings";
import { ROW_FORMATS, type RowFormat } from "../../../bulk/row.js";
import type { Invoke } from "../../../context/command-module.js";
import { Failure } from "../../../failures/failure.js";
import { ACTION_STATUSES, type ActionStatus, type ApiVersion, BUTTONS } from "../../../model/action.js";
import type { ButtonSelector } from "../../../model/message.js";
import type { WriteGuards } from "../../../model/write-guards.js";
import { collect, nonBlankText, oneOf, wholeNumber } from "../../../options/arguments.js";
import { type CommandSpec, leaf, requestExits } from "../../../options/command-spec.js";
import { withGithub } from "../../../options/github-option.js";
import { buttonSelector } from "../../../options/message-selector-options.js";
import { withMetadata, wordOption } from "../../../options/option-metadata.js";
import { fillPositionals } from "../../../options/positionals.js";
import { apiOption } from "../../../options/write-options.js";

export interface ApplyInput {
  /** `-` or undefined for stdin. */
  readonly file: string | undefined;
  readonly format: RowFormat | undefined;
  /** As typed: one character, or `tab`. */
  readonly delimiter: string | undefined;
  /** As typed: `subscriberId=user`. */
  readonly columns: readonly string[];
  /** Whether the `payload` of a list of messages is written, too. */
  readonly takesListPayload: boolean;
  /** Values for rows that leave these columns out. */
  readonly defaults: {
    readonly button: ButtonSelector | undefined;
    readonly status: ActionStatus | undefined;
    readonly api: ApiVersion;
  };
  readonly guards: Pick<WriteGuards, "overwrite" | "expect">;
  readonly mode: "write" | "plan" | "dry run";
  readonly isPrechecked: boolean;
  readonly concurrency: number | undefined;
  /** As typed. */
  readonly rate: string | undefined;
  readonly maxFailures: number | undefined;
  readonly isResumed: boolean;
  readonly journal: string | undefined;
  readonly failedTo: string | undefined;
}

const MAX_CONCURRENCY = 256;

const options = () =>
  new Command("apply")
    .description("Set many buttons from CSV, NDJSON or JSON; resumable")
    .addArgument(
      withMetadata(new Argument("[file]", "input file; - or none for stdin"), {
        about: "file",
        flag: "--file",
      }),
    )
    .addOption(
      withMetadata(new Option("-f, --file <file>", "input file (same as the positional argument)"), {
        about: "file",
      }),
    )
    .addOption(
      wordOption(
        "--input-format <format>",
        "input format (default: detected)",
        ROW_FORMATS,
        oneOf(ROW_FORMATS, "a format of rows"),
      ),
    )
    .addOption(
      withMetadata(
        new Option("--map-column <field=name>", "use another column for a field: button=choice").argParser(
          collect(nonBlankText),
        ),
        { isRepeatable: true },
      ),
    )
    .option("--delimiter <char>", "CSV delimiter: one character, or tab (default: detected)")
    .addOption(
      wordOption("--button <button>", "button or label for rows without one", BUTTONS, buttonSelector),
    )
    .addOption(wordOption("--type <button>", "same as --button", BUTTONS, buttonSelector))
    .addOption(
      wordOption(
        "--status <status>",
        "status for rows without one",
        ACTION_STATUSES,
        oneOf(ACTION_STATUSES, "a status"),
      ),
    )
    .option("--with-payload", "also write the payloads of a message list")
    .option("--overwrite", "replace any answers, without reading them first")
    .addOption(
      wordOption(
        "--expect <status>",
        "fail rows whose current status is not this",
        ACTION_STATUSES,
        oneOf(ACTION_STATUSES, "a status"),
      ),
    )
    .option("--plan", "read the messages and show what would change")
    .option("--dry-run", "validate and show the rows without contacting Novu")
    .option("--no-precheck", "skip validating the whole file first; bad rows fail")
    .option("--concurrency <n>", "concurrent requests (default: 8)", wholeNumber(1, MAX_CONCURRENCY))
    .option("--rate <rate>", "50/s, 600/m or unlimited (default: Novu's limit, or 10/s)", nonBlankText)
    .option("--max-failures <n>", "stop after this many failed rows", wholeNumber(1, 1_000_000_000))
    .option("--resume", "continue an interrupted run; skips rows already done")
    .addOption(
      withMetadata(new Option("--journal <file>", "file that keeps the progress").argParser(nonBlankText), {
        about: "file",
      }),
    )
    .addOption(
      withMetadata(
        new Option("--failed-to <file>", "write failed rows to this file, ready to run again").argParser(
          nonBlankText,
        ),
        { about: "file" },
      ),
    )
    .addOption(apiOption());

type Options = ReturnType<ReturnType<typeof options>["opts"]>;

const inputFrom = (word: string | undefined, typed: Options): ApplyInput => {
  assertOneMode(typed);
  return {
    file: fillPositionals({ file: typed.file }, [word]).file,
    format: typed.inputFormat,
    delimiter: typed.delimiter,
    columns: typed.mapColumn ?? [],
    takesListPayload: typed.withPayload === true,
    defaults: { button: oneButton(typed), status: typed.status, api: typed.api },
    guards: { overwrite: typed.overwrite === true, expect: typed.expect },
    mode: typed.plan ? "plan" : typed.dryRun ? "dry run" : "write",
    isPrechecked: typed.precheck,
    concurrency: typed.concurrency,
    rate: typed.rate,
    maxFailures: typed.maxFailures,
    isResumed: typed.resume === true,
    journal: typed.journal,
    failedTo: typed.failedTo,
  };
};

/** @throws Failure E_CONFLICT */
const oneButton = ({ button, type }: Options): ButtonSelector | undefined => {
  if (button === undefined || type === undefined || JSON.stringify(button) === JSON.stringify(type))
    return button ?? type;
  throw new Failure("E_CONFLICT", "--button and --type are different; use one of them", {
    hint: ["Nothing was sent."],
  });
};

/** @throws Failure E_CONFLICT */
const assertOneMode = ({ plan, dryRun, resume }: Options): void => {
  const given = [plan && "--plan", dryRun && "--dry-run", resume && "--resume"].filter(
    (name) => typeof name === "string",
  );
  if (given.length < 2) return;
  throw new Failure("E_CONFLICT", `${given.join(" and ")} can't be combined`, {
    hint: ["Nothing was sent."],
  });
};

export const applyCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    withGithub(options()).action((file, typed) =>
      invoke(() => import("./apply.run.js"), inputFrom(file, typed)),
    ),
    {
      effect: "writes",
      conflicts: [["--plan", "--dry-run", "--resume"]],
      operands: "[-f] <file|->",
      examples: [
        "novu-msg action apply -f approvals.csv --plan",
        "novu-msg action apply -f approvals.csv --failed-to failed.csv",
        "novu-msg action apply -f approvals.csv --resume",
        "novu-msg action apply -f tickets.csv --map-column subscriberId=user --button primary --status done",
        "novu-msg message list --pending -o csv | novu-msg action apply -f - --button primary --status done",
        "novu-msg action apply -f - --input-format ndjson --yes -o ndjson",
      ],
      prints: `One line per finished row. A terminal shows only rows that failed or are unknown, and a summary.
Rows have subscriberId, messageId, button (or its label), status and optionally payload.
If the other button was pressed, that answer is kept and the row isn't a failure; --overwrite replaces it.
Details: novu-msg help bulk`,
      exits: requestExits("partial", "terminated"),
    },
  );
