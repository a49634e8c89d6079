import { Command, Option, type OptionValues } from "@commander-js/extra-typings";
import type { Invoke } from "../../../context/command-module.js";
import type { Conflict } from "../../../context/command-node.js";
import { Failure } from "../../../failures/failure.js";
import {
  ACTION_STATUSES,
  type ActionStatus,
  type ApiVersion,
  BUTTONS,
  type PrintForm,
} from "../../../model/action.js";
import type { ButtonSelector, MessageSelector } from "../../../model/message.js";
import type { Assignment } from "../../../model/payload.js";
import type { WriteGuards } from "../../../model/write-guards.js";
import { collect, jsonAssignment, oneOf, textAssignment } from "../../../options/arguments.js";
import { type CommandSpec, leaf, requestExits } from "../../../options/command-spec.js";
import { withGithub } from "../../../options/github-option.js";
import {
  buttonOption,
  buttonPositional,
  buttonSelector,
  messageTexts,
  requireMessage,
  SELECTOR_CONFLICTS,
  withMessageSelector,
} from "../../../options/message-selector-options.js";
import { withMetadata, wordArgument, wordOption } from "../../../options/option-metadata.js";
import { parseIfGiven, REQUIRED } from "../../../options/positionals.js";
import { apiOption, previewForm, withWriteOptions } from "../../../options/write-options.js";

export interface SetActionInput {
  readonly selector: MessageSelector;
  readonly button: ButtonSelector;
  readonly status: ActionStatus;
  readonly payload: PayloadChange;
  readonly api: ApiVersion;
  readonly guards: WriteGuards;
  readonly idempotencyKey: string | undefined;
  /** Show the request instead of sending it. */
  readonly preview: PrintForm | undefined;
}

/** The change to the stored payload: omitted keeps, given replaces, `{}` clears (docs/novu-api.md, "Payload"). */
type PayloadChange =
  | { readonly mode: "keep" }
  | { readonly mode: "clear" }
  | {
      readonly mode: "replace" | "merge";
      /** JSON text, `@file`, or `-` for stdin. */
      readonly source: string | undefined;
      readonly assignments: readonly Assignment[];
    };

const NOT_CHECKED = "Novu would store it unchecked. Nothing was sent.";
const statusWord = oneOf(ACTION_STATUSES, "a status", NOT_CHECKED);

/** The arguments and options that `set`, `complete` and `revert` share. */
const writeCommand = <Options extends OptionValues>(command: Command<[], Options>) =>
  withGithub(
    withWriteOptions(
      withMessageSelector(command)
        .addArgument(buttonPositional())
        .addOption(buttonOption())
        .addOption(
          withMetadata(new Option("--payload <json>", "replace the payload: a JSON object, @file or -"), {
            about: "payload",
          }),
        )
        .addOption(
          withMetadata(
            new Option("--set <key=value>", "set a payload key; a.b=c nests").argParser(
              collect(textAssignment),
            ),
            { isRepeatable: true },
          ),
        )
        .addOption(
          withMetadata(
            new Option("--set-json <key=json>", "set a payload key to a JSON value").argParser(
              collect(jsonAssignment),
            ),
            { isRepeatable: true },
          ),
        )
        .option("--merge-payload", "merge into the stored payload; null removes a key")
        .option("--clear-payload", "remove the stored payload")
        .addOption(
          wordOption(
            "--expect <status>",
            "write only if the status is this",
            ACTION_STATUSES,
            oneOf(ACTION_STATUSES, "a status"),
          ),
        )
        .option("--overwrite", "replace any answer, without reading it first")
        .option("--strict", "treat warnings as errors"),
    ),
  ).addOption(apiOption());

type WriteOptions = ReturnType<ReturnType<typeof writeCommand<Record<never, never>>>["opts"]>;
type Words = readonly (string | undefined)[];

const inputFrom = (words: Words, options: WriteOptions, statusText: string | undefined): SetActionInput => {
  const texts = messageTexts(options, words, { button: options.button });
  const required = requireMessage(
    options,
    texts,
    {
      button: parseIfGiven(texts.button, (text) => buttonSelector(text, { hint: NOT_CHECKED })),
      status: parseIfGiven(statusText, statusWord),
    },
    { button: REQUIRED.button, status: REQUIRED.status },
  );
  return {
    ...required,
    payload: payloadChange(options),
    api: options.api,
    guards: {
      expect: options.expect,
      overwrite: options.overwrite === true,
      strict: options.strict === true,
    },
    idempotencyKey: options.idempotencyKey,
    preview: previewForm(options),
  };
};

/**
 * The words of `set` without the status, and the status. A fourth word is the status, if nothing else can be meant: subscriber,
 * message, button and status are given once each, by word or by option.
 * @throws Failure E_CONFLICT if --status says otherwise
 */
const withoutStatusWord = (
  given: Words,
  options: Pick<WriteOptions, "subscriber" | "message" | "transaction" | "latest" | "button"> & {
    readonly status?: string | undefined;
  },
): { readonly words: Words; readonly status: string | undefined } => {
  const words = given.filter((word) => word !== undefined);
  const { subscriber, message, transaction, latest, button } = options;
  const byOption = [subscriber, message ?? transaction ?? latest, button].filter(
    (value) => value !== undefined,
  );
  if (words.length === 0 || words.length + byOption.length !== 4) return { words, status: options.status };
  const status = words.at(-1);
  if (options.status !== undefined && options.status !== status) {
    if (!ACTION_STATUSES.some((word) => word === status)) return { words, status: options.status };
    throw new Failure(
      "E_CONFLICT",
      `the status is "${status}" but also --status ${options.status}; use one of them`,
      {
        hint: ["Nothing was sent."],
      },
    );
  }
  return { words: words.slice(0, -1), status };
};

const EXITS = requestExits("guard");
const PRINTS = `A table of the buttons; with --json, the message.
Refuses to replace the other button's answer (exit 10) without --overwrite.`;

const PAYLOAD_CONFLICTS: readonly Conflict[] = [
  ["--clear-payload", "--payload"],
  ["--clear-payload", "--set"],
  ["--clear-payload", "--set-json"],
  ["--clear-payload", "--merge-payload"],
];

const notes = (operands: string, examples: readonly string[]): Parameters<typeof leaf>[1] => ({
  effect: "writes",
  conflicts: [...SELECTOR_CONFLICTS, ...PAYLOAD_CONFLICTS],
  operands,
  examples,
  prints: PRINTS,
  exits: EXITS,
});

const OPERANDS = `<subscriberId> <messageId> <${BUTTONS.join("|")}>`;
const EXAMPLE = "alice 65f0c1a9b2d4e6f8a0b1c2d3";

export const setCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    writeCommand(
      new Command("set").addOption(wordOption("--status <status>", "status to set", ACTION_STATUSES, String)),
    )
      .addArgument(
        withMetadata(wordArgument("[status]", "status to set", ACTION_STATUSES, String), {
          flag: "--status",
        }),
      )
      .description("Press a button for a subscriber, or take it back")
      .action((subscriber, message, button, last, options) => {
        const { words, status } = withoutStatusWord([subscriber, message, button, last], options);
        return invoke(() => import("./set.run.js"), inputFrom(words, options, status));
      }),
    notes(`${OPERANDS} --status <done|pending>`, [
      `novu-msg action set ${EXAMPLE} primary --status done`,
      `novu-msg action set ${EXAMPLE} primary --status done --payload '{"by":"ci"}'`,
      `novu-msg action set ${EXAMPLE} secondary --status done --print curl`,
    ]),
  );

const shorthand = (invoke: Invoke, name: string, status: ActionStatus, description: string): CommandSpec =>
  leaf(
    writeCommand(new Command(name))
      .description(description)
      .action((subscriber, message, button, options) =>
        invoke(() => import("./set.run.js"), inputFrom([subscriber, message, button], options, status)),
      ),
    notes(OPERANDS, [
      `novu-msg action ${name} ${EXAMPLE} primary`,
      `novu-msg action ${name} --transaction txn_6b03e09d1rjx8pm0wzp2 primary`,
      `novu-msg action ${name} alice --latest --button Approve`,
    ]),
  );

export const completeCommand = (invoke: Invoke): CommandSpec =>
  shorthand(invoke, "complete", "done", "Set a button to done (same as set --status done)");

export const revertCommand = (invoke: Invoke): CommandSpec =>
  shorthand(invoke, "revert", "pending", "Set a button back to pending (same as set --status pending)");

interface PayloadOptions {
  readonly payload?: string | undefined;
  readonly set?: readonly Assignment[] | undefined;
  readonly setJson?: readonly Assignment[] | undefined;
  readonly mergePayload?: true | undefined;
  readonly clearPayload?: true | undefined;
  readonly api: ApiVersion;
}

/** @throws Failure E_CONFLICT */
const payloadChange = (options: PayloadOptions): PayloadChange => {
  const change = changeOf(options);
  if (options.api === "v2" && change.mode !== "keep") {
    throw conflict("--api v2 can't carry a payload; it keeps the stored one", "Leave out --api v2.");
  }
  return change;
};

const changeOf = ({
  payload,
  set = [],
  setJson = [],
  mergePayload,
  clearPayload,
}: PayloadOptions): PayloadChange => {
  const assignments = [...set, ...setJson];
  const isGiven = payload !== undefined || assignments.length > 0;
  if (clearPayload && (isGiven || mergePayload)) {
    throw conflict("--clear-payload can't be combined with a new payload");
  }
  if (mergePayload && !isGiven) {
    throw conflict("--merge-payload needs something to merge", "Add --payload, --set or --set-json.");
  }
  if (clearPayload) return { mode: "clear" };
  return isGiven
    ? { mode: mergePayload ? "merge" : "replace", source: payload, assignments }
    : { mode: "keep" };
};

const conflict = (message: string, ...hint: readonly string[]): Failure =>
  new Failure("E_CONFLICT", message, { hint: [...hint, "Nothing was sent."] });
