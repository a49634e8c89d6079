import type { Failure, Sent } from "../failures/failure.js";
import { sanitize, sanitizeLine } from "../output/sanitize.js";
import type { Style } from "../output/style.js";
import { wrapWords } from "../output/wrap-words.js";
import type { PasteableLine } from "../processes/quote.js";
import type { FailureDocument } from "../schemas/failure-documents.js";

/** A command to run next, ready to paste. */
interface ShownStep {
  readonly command: PasteableLine;
  readonly when?: string;
}

/**
 * A failure for a person: the message, the hints and the next commands.
 * @param width columns at which prose is wrapped; commands stay on one line, so that they can be copied
 */
export const failureText = (
  failure: Failure,
  next: readonly ShownStep[],
  style: Style,
  width: number = Number.POSITIVE_INFINITY,
): string =>
  [
    ...headLines(failure, style, width),
    ...(failure.info.hint ?? []).flatMap((line) =>
      sanitize(line)
        .split("\n")
        .flatMap((part) => wrapWords(part, width - INDENT.length))
        .map((part) => INDENT + part),
    ),
    ...next.flatMap((step, index) => stepLines(step, index === 0 ? "  try:" : "   or:", style, width)),
  ].join("\n");

const INDENT = "  ";
const LEAD = "error:";

/** The message with its label beside it, or below it if there is no room. */
const headLines = (failure: Failure, style: Style, width: number): string[] => {
  const label = `[${failure.code} · exit ${failure.exitCode}]`;
  const message = `${LEAD} ${sanitizeLine(failure.message)}`;
  const [first = "", ...more] = wrapWords(message, width - INDENT.length);
  const lines = [`${style(LEAD, "error")}${first.slice(LEAD.length)}`, ...more.map((line) => INDENT + line)];
  return message.length + 3 + label.length <= width
    ? [`${lines.join("")}   ${style(label, "muted")}`]
    : [...lines, INDENT + style(label, "muted")];
};

/** The command with its reason beside it, or below it if there is no room. */
const stepLines = ({ command, when }: ShownStep, lead: string, style: Style, width: number): string[] => {
  const shown = `${style(lead, "strong")} ${command}`;
  if (when === undefined) return [shown];
  const reason = `(${sanitizeLine(when)})`;
  if (lead.length + 1 + command.length + 3 + reason.length <= width) return [`${shown}   ${reason}`];
  const indent = " ".repeat(lead.length + 1);
  return [shown, ...wrapWords(reason, width - indent.length).map((part) => indent + part)];
};

/**
 * The failure for programs; the shape is stable (schema 1).
 * @param sent whether a write was sent; undefined for a command that only reads
 */
export const failureDocument = (
  failure: Failure,
  next: readonly ShownStep[],
  sent: Sent | undefined,
): FailureDocument => ({
  schema: 1,
  error: {
    code: failure.code,
    exit: failure.exitCode,
    kind: failure.exit,
    message: failure.message,
    hint: (failure.info.hint ?? []).join("\n"),
    next: [...next],
    ...(sent === undefined ? {} : { sent }),
    ...(failure.info.http === undefined ? {} : { http: failure.info.http }),
    details: failure.info.details ?? {},
  },
});
