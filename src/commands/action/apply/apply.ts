import { Argument, Command, Option } from "@commander-js/extra-typings";
import { ROW_FORMATS, type RowFormat } from "../../../bulk/row.js";
import type { Invoke } from "../../../context/command-module.js";
import { Failure } from "../../../failures/failure.js";
import { ACTION_STATUSES, type ActionStatus, type ApiVersion, BUTTONS } from "../../../model/action.js";
import { APPLY_OUTPUTS } from "../../../model/action-outputs.js";
import type { ButtonSelector } from "../../../model/message.js";
import type { WriteGuards } from "../../../model/write-guards.js";
import { collect, nonBlankText, oneOf, wholeNumber } from "../../../options/arguments.js";
import { type CommandSpec, leaf, requestExits } from "../../../options/command-spec.js";
import { githubOutputsHelp, withGithub } from "../../../options/github-option.js";
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
    .description("Set the buttons of many messages, from CSV, NDJSON or JSON; can be resumed")
    .addArgument(
      withMetadata(new Argument("[file]", "the rows; - or nothing for stdin"), {
        about: "file",
        flag: "--file",
      }),
    )
    .addOption(
      withMetadata(new Option("-f, --file <file>", "the rows, instead of by place; - for stdin"), {
        about: "file",
      }),
    )
    .addOption(
      wordOption(
        "--input-format <format>",
        "format of the rows, where name and beginning do not tell",
        ROW_FORMATS,
        oneOf(ROW_FORMATS, "a format of rows"),
      ),
    )
    .addOption(
      withMetadata(
        new Option("--map-column <field=name>", "the input's own name for a field: button=choice").argParser(
          collect(nonBlankText),
        ),
        { isRepeatable: true },
      ),
    )
    .option("--delimiter <char>", "of CSV, where the header doesn't tell: one character, or tab")
    .addOption(
      wordOption(
        "--button <button>",
        "for rows that name no button; also by its label",
        BUTTONS,
        buttonSelector,
      ),
    )
    .addOption(wordOption("--type <button>", "the same as --button", BUTTONS, buttonSelector))
    .addOption(
      wordOption(
        "--status <status>",
        "for rows that name no status",
        ACTION_STATUSES,
        oneOf(ACTION_STATUSES, "a status"),
      ),
    )
    .option("--with-payload", "write the payloads of a list that message list printed, too")
    .option("--overwrite", "replace whatever answers there are, without reading the messages first")
    .addOption(
      wordOption(
        "--expect <status>",
        "only write where the current status is this; other rows fail",
        ACTION_STATUSES,
        oneOf(ACTION_STATUSES, "a status"),
      ),
    )
    .option("--plan", "read the messages and show what would change; write nothing")
    .option("--dry-run", "check the rows and show them; ask Novu nothing")
    .option("--no-precheck", "do not check a whole file first; rows that cannot be sent fail one by one")
    .option("--concurrency <n>", "requests at a time (default: 8)", wholeNumber(1, MAX_CONCURRENCY))
    .option("--rate <rate>", "50/s, 600/m or unlimited (default: as Novu allows, else 10/s)", nonBlankText)
    .option(
      "--max-failures <n>",
      "begin no more rows once so many have failed",
      wholeNumber(1, 1_000_000_000),
    )
    .option("--resume", "go on with a run that ended early: rows that are done are skipped")
    .addOption(
      withMetadata(
        new Option("--journal <file>", "where this run's progress is kept").argParser(nonBlankText),
        {
          about: "file",
        },
      ),
    )
    .addOption(
      withMetadata(
        new Option("--failed-to <file>", "write failed rows there, in the format of the input").argParser(
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
  throw new Failure("E_CONFLICT", "--button and --type name two buttons; give one of them", {
    hint: ["Nothing was sent."],
  });
};

/** @throws Failure E_CONFLICT */
const assertOneMode = ({ plan, dryRun, resume }: Options): void => {
  const given = [plan && "--plan", dryRun && "--dry-run", resume && "--resume"].filter(
    (name) => typeof name === "string",
  );
  if (given.length < 2) return;
  throw new Failure("E_CONFLICT", `${given.join(" and ")} exclude each other`, {
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
      prints: `A line per row as it is done: row, result, subscriber, message, type, status, code, http, attempts, ms, why.
Rows have subscriberId, messageId, button (primary, secondary or a label), status and perhaps payload.
Results are ok, unchanged, kept, failed, skipped and unknown. A terminal shows only rows that failed or are unknown.
Each message is read first: where the other button was pressed, the row is kept: nothing is written and it is no failure.
--overwrite writes such rows too.
With --json one list at the end; a long one is better read as -o ndjson. All of it: novu-msg help bulk
${githubOutputsHelp(APPLY_OUTPUTS)} With --plan and --dry-run it sets none.`,
      exits: requestExits("partial", "terminated"),
    },
  );
