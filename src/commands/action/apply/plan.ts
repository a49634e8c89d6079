import type { BulkInput } from "../../../bulk/open-input.js";
import type { BadRow, CheckedRow, GoodRow } from "../../../bulk/row.js";
import type { StreamedResult } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { ActionRequest } from "../../../model/action.js";
import { missingButton } from "../../../model/action-change.js";
import { isEmptyPayload } from "../../../model/answer-check.js";
import { chunks } from "../../../model/chunks.js";
import { jsonEqual } from "../../../model/json.js";
import type { Answer, Message } from "../../../model/message.js";
import { normalizedMessageId } from "../../../model/message-id.js";
import { numberText } from "../../../model/number-text.js";
import { isAnsweredByOther, lacksButton, statusOf } from "../../../model/write-guards.js";
import type { NovuReader } from "../../../novu/novu.js";
import type { Headline } from "../../../output/view.js";
import { counted } from "../../../views/counted.js";
import { type ConnectionLocation, locationText } from "../../../views/location-text.js";
import type { ApplyInput } from "./apply.js";
import type { ApplyPart, PlannedRow, RowPlan } from "./apply-view.js";
import { fetchMessages } from "./fetch-messages.js";
import { resolveAction } from "./resolve-action.js";

/** Subscribers whose lists are read in parallel. */
const MAX_PARALLEL_SUBSCRIBERS = 4;

type ReadPlan = Exclude<RowPlan, { readonly kind: "unread" | "bad" }>;
type PlanCounts = Readonly<Record<"change" | "unchanged" | "kept" | "missing" | "bad", number>>;

/**
 * Compares the rows with the current answers, reading each subscriber's list once, and shows the rows that would change
 * an answer or cannot be written. Each row is compared with the answer after the rows before it. All rows are kept in
 * memory.
 */
export const planRows = async (
  context: Pick<Context, "connect" | "output">,
  { guards }: Pick<ApplyInput, "guards">,
  source: BulkInput,
): Promise<StreamedResult<ApplyPart>> => {
  const { output } = context;
  const { novu, connection } = await context.connect();
  const { batches } = await source.open();
  const counts = { change: 0, unchanged: 0, kept: 0, missing: 0, bad: 0 };
  const bySubscriber = new Map<string, PlannedRow[]>();

  async function* badRows(): AsyncIterable<ApplyPart> {
    for await (const rows of batches) {
      const bad = rows.filter((row) => row.kind === "bad");
      for (const row of rows) if (row.kind === "good") groupOf(bySubscriber, row).push(plannedRow(row));
      counts.bad += bad.length;
      if (bad.length > 0) yield { kind: "plans", rows: bad.map(badPlan) };
    }
  }

  async function* parts(): AsyncIterable<ApplyPart> {
    yield* badRows();
    const total = bySubscriber.size;
    let done = 0;
    const stop = await output.progress(() => ({ unit: "subscribers", done, failed: 0, total }));
    try {
      for (const batch of chunks([...bySubscriber], MAX_PARALLEL_SUBSCRIBERS)) {
        const plansBySubscriber = await Promise.all(
          batch.map(([, rowsOfSubscriber]) => plansFor(novu, rowsOfSubscriber, guards)),
        );
        done += batch.length;
        const planned = plansBySubscriber.flat();
        const shown = planned.filter((plan) => plan !== undefined);
        for (const { kind } of shown) counts[kind] += 1;
        counts.unchanged += planned.length - shown.length;
        if (shown.length > 0) yield { kind: "plans", rows: shown };
      }
    } finally {
      await stop();
    }
  }

  return shownWith(output, parts(), () => ({
    headline: planHeadline(counts, connection),
    ...(counts.missing + counts.bad > 0 ? { failure: "E_PARTIAL" } : {}),
  }));
};

const planHeadline = (
  { change, unchanged, kept, missing, bad }: PlanCounts,
  location: ConnectionLocation,
): Headline => ({
  level: missing + bad > 0 ? "warn" : "info",
  text: [
    change === 0 ? "nothing would change" : `${counted(change, "row")} would change`,
    ...(unchanged === 0 ? [] : [`${numberText(unchanged)} unchanged`]),
    ...(kept === 0 ? [] : [`${counted(kept, "row")} kept (another button was pressed)`]),
    ...(missing === 0 ? [] : [`${numberText(missing)} not found`]),
    ...(bad === 0 ? [] : [`${numberText(bad)} invalid`]),
  ].join(" · "),
  context: locationText(location),
});

/** A terminal shows this many rows; a pipe gets all of them. */
const MAX_SHOWN = 20;

/** Shows the rows as they would be sent, without a request and without a key. */
export const previewRows = async (
  { output }: Pick<Context, "output">,
  source: BulkInput,
): Promise<StreamedResult<ApplyPart>> => {
  const { batches } = await source.open();
  let total = 0;
  let bad = 0;

  async function* parts(): AsyncIterable<ApplyPart> {
    for await (const rows of batches) {
      bad += rows.filter(({ kind }) => kind === "bad").length;
      const shown = output.isForPerson ? rows.slice(0, Math.max(0, MAX_SHOWN - total)) : rows;
      total += rows.length;
      if (shown.length > 0) yield { kind: "plans", rows: shown.map(unreadPlan) };
    }
  }

  const headline = (): Headline => ({
    level: bad > 0 ? "warn" : "done",
    text: `${counted(total - bad, "row")} can be sent${bad > 0 ? ` · ${numberText(bad)} cannot` : ""}`,
    context: "nothing was sent",
  });

  return shownWith(output, parts(), () => ({
    headline: headline(),
    warnings:
      total > MAX_SHOWN
        ? [`${numberText(total - MAX_SHOWN)} more rows aren't shown; pipe the output to get all of them`]
        : [],
    ...(bad > 0 ? { failure: "E_ROWS" } : {}),
  }));
};

/** What is said once all rows are known: around the table of a terminal, else as the last line. */
interface PlanEnd {
  readonly headline: Headline;
  readonly warnings?: readonly string[];
  /** Set if some rows could not be sent, or would fail. */
  readonly failure?: "E_ROWS" | "E_PARTIAL";
}

const shownWith = (
  { isForPerson }: Pick<Context["output"], "isForPerson">,
  chunks: AsyncIterable<ApplyPart>,
  end: () => PlanEnd,
): StreamedResult<ApplyPart> => ({
  chunks,
  whole: (list) => ({
    kind: "plans",
    rows: list.flatMap((part) => (part.kind === "plans" ? part.rows : [])),
    ...(isForPerson ? { headline: end().headline, warnings: end().warnings } : {}),
  }),
  epilogue: () => (isForPerson || end().failure ? undefined : { text: end().headline.text }),
  finish: async (isAtEnd) => {
    const { headline, failure } = end();
    if (isAtEnd && failure !== undefined) {
      throw new Failure(failure, headline.text, {
        sent: "no",
        hint: ["Nothing was sent."],
        next: [{ words: ["novu-msg", "help", "bulk"], when: "for what a row can say" }],
      });
    }
    return 0;
  },
});

const unreadPlan = (row: CheckedRow): RowPlan =>
  row.kind === "bad" ? badPlan(row) : { kind: "unread", ...plannedRow(row) };

const badPlan = ({ number, line, reasons }: BadRow): RowPlan => ({
  kind: "bad",
  number,
  line,
  why: reasons.join("; "),
});

const plannedRow = ({ number, line, action }: GoodRow): PlannedRow => ({ number, line, action });

const groupOf = (groups: Map<string, PlannedRow[]>, { action }: GoodRow): PlannedRow[] => {
  const group = groups.get(action.subscriberId) ?? [];
  groups.set(action.subscriberId, group);
  return group;
};

/** A plan for each row of one subscriber, undefined for rows that would change nothing. */
const plansFor = async (
  novu: Pick<NovuReader, "messagePages">,
  rows: readonly PlannedRow[],
  { overwrite }: Pick<ApplyInput["guards"], "overwrite">,
): Promise<(ReadPlan | undefined)[]> => {
  const messages = await fetchMessages(novu, rows);
  const planned = new Map<string, Answer>();
  return rows.map((row) => {
    if (messages === undefined) return { kind: "missing", ...row, why: "no such subscriber" };
    const id = normalizedMessageId(row.action.messageId);
    const message = messages.get(id);
    if (message === undefined) return { kind: "missing", ...row, why: "no such message for this subscriber" };
    const action = resolveAction(row.action, message);
    if (action instanceof Failure) return { kind: "missing", ...row, why: action.message };
    const plannedAnswer = planned.get(id);
    const before = plannedAnswer ?? message.answer;
    if (!overwrite && plannedAnswer === undefined && isAnsweredByOther(action, before)) {
      return { kind: "kept", ...row, action, before, why: KEPT };
    }
    const after = changedAnswer(before, action);
    if (after === undefined) return undefined;
    planned.set(id, after);
    return { kind: "change", ...row, action, before, after, ...warningFor(action, message) };
  });
};

const KEPT = "the other button was pressed; --overwrite replaces that answer";

const warningFor = (action: ActionRequest, message: Message): { warning?: string } =>
  lacksButton(action, message) ? { warning: missingButton(action, message) } : {};

/**
 * The answer after the action, undefined if nobody could see a difference. An omitted payload stays, `{}` clears it
 * (docs/novu-api.md, "Payload").
 */
export const changedAnswer = (
  before: Answer,
  { button, status, payload }: ActionRequest,
): Answer | undefined => {
  const written = isEmptyPayload(payload) ? undefined : payload;
  const after = { status, button, payload: payload === undefined ? before.payload : written };
  return isRealChange(before, after) ? after : undefined;
};

/**
 * Whether the difference is visible. The button of a pending answer is not: neither has been pressed, and a message
 * without an answer names no button.
 */
const isRealChange = (before: Answer, after: Answer): boolean => {
  if (statusOf(before) !== statusOf(after)) return true;
  if (statusOf(after) === "done" && before.button !== after.button) return true;
  return !jsonEqual(visiblePayload(before), visiblePayload(after));
};

const visiblePayload = ({ payload }: Answer) => (isEmptyPayload(payload) ? {} : (payload ?? {}));
