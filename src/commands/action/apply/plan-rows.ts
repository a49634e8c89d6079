import type { CheckedRow, RowPosition } from "../../../bulk/bulk-row.js";
import { answerAfter, isRealChange } from "../../../bulk/planned-change.js";
import type { PlanCounts, RowPlan } from "../../../bulk/row-plan.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { ActionRequest } from "../../../model/action.js";
import { missingButton } from "../../../model/action-change.js";
import { chunks } from "../../../model/chunks.js";
import type { Answer, Message } from "../../../model/message.js";
import { createdAtOf } from "../../../model/message-id.js";
import { SLACK_MS } from "../../../model/page-search.js";
import { isAnsweredByOther, lacksButton, type WriteGuards } from "../../../model/write-guards.js";
import type { MessagePage, MessageQuery } from "../../../novu/messages.js";
import type { NovuReader } from "../../../novu/novu.js";

/** Subscribers whose lists are read at a time. */
const AT_ONCE = 4;

export interface ApplyPlan {
  /** What is worth showing: real changes, and rows that cannot succeed. */
  readonly plans: AsyncIterable<readonly RowPlan[]>;
  readonly counts: () => PlanCounts;
}

type Planned = RowPosition & { readonly action: ActionRequest };

/**
 * Holds the rows against what is there now, each subscriber's list read once, whatever the number of rows. Rows
 * for one message follow each other: the second begins where the first would end. Keeps all rows in memory.
 */
export const planRows = (
  { output }: Pick<Context, "output">,
  novu: Pick<NovuReader, "messagePages">,
  batches: AsyncIterable<readonly CheckedRow[]>,
  guards: Pick<WriteGuards, "overwrite">,
): ApplyPlan => {
  const counts = { rows: 0, change: 0, unchanged: 0, kept: 0, missing: 0, bad: 0 };
  const groups = new Map<string, Planned[]>();

  async function* invalid(): AsyncIterable<readonly RowPlan[]> {
    for await (const batch of batches) {
      counts.rows += batch.length;
      const bad = batch.flatMap((row) => (row.kind === "bad" ? [badPlan(row)] : []));
      counts.bad += bad.length;
      for (const row of batch) if (row.kind === "good") groupOf(groups, row).push(placed(row));
      if (bad.length > 0) yield bad;
    }
  }

  async function* plans(): AsyncIterable<readonly RowPlan[]> {
    yield* invalid();
    let done = 0;
    const stop = await output.progress(() => ({ unit: "subscribers", done, failed: 0, total: groups.size }));
    try {
      for (const some of chunks([...groups], AT_ONCE)) {
        const planned = await Promise.all(
          some.map(async ([subscriberId, rows]) => planFor(novu, subscriberId, rows, guards)),
        );
        done += some.length;
        const shown = planned.flat().filter((plan) => plan !== undefined);
        for (const { kind } of shown) counts[kind === "missing" || kind === "kept" ? kind : "change"] += 1;
        counts.unchanged += planned.flat().length - shown.length;
        if (shown.length > 0) yield shown;
      }
    } finally {
      await stop();
    }
  }

  return { plans: plans(), counts: () => counts };
};

export const badPlan = ({ number, line, reasons }: CheckedRow & { kind: "bad" }): RowPlan => ({
  kind: "bad",
  number,
  line,
  why: reasons.join("; "),
});

const placed = ({ number, line, action }: Planned): Planned => ({ number, line, action });

const groupOf = (groups: Map<string, Planned[]>, { action }: Planned): Planned[] => {
  const group = groups.get(action.subscriberId) ?? [];
  groups.set(action.subscriberId, group);
  return group;
};

/** A plan for each row, undefined where nothing would change. */
const planFor = async (
  novu: Pick<NovuReader, "messagePages">,
  subscriberId: string,
  rows: readonly Planned[],
  { overwrite }: Pick<WriteGuards, "overwrite">,
): Promise<(RowPlan | undefined)[]> => {
  const ids = new Set(rows.map(({ action }) => action.messageId.toLowerCase()));
  const present = await presentState(novu, subscriberId, ids);
  const slots = new Map<string, Answer>();
  return rows.map((row): RowPlan | undefined => {
    if (present === undefined) return { kind: "missing", ...row, why: "there is no such subscriber" };
    const id = row.action.messageId.toLowerCase();
    const message = present.get(id);
    if (message === undefined) {
      return { kind: "missing", ...row, why: "this subscriber has no such message" };
    }
    const own = slots.get(id);
    const before = own ?? message.answer;
    if (!overwrite && own === undefined && isAnsweredByOther(row.action, before)) {
      return { kind: "kept", ...row, before, why: KEPT };
    }
    const after = answerAfter(before, row.action);
    if (!isRealChange(before, after)) return undefined;
    slots.set(id, after);
    return { kind: "change", ...row, before, after, ...warningFor(row.action, message) };
  });
};

const KEPT = "the other button was pressed; --overwrite replaces its answer";

const warningFor = (action: ActionRequest, message: Message): { warning?: string } =>
  lacksButton(action, message) ? { warning: missingButton(action, message) } : {};

/** Most messages that matter are young: a small page often has them all, and a large one costs a megabyte. */
const SMALL_PAGE = 100;
const LARGE_PAGE = 1_000;

/**
 * The wanted messages of one subscriber as they are now, each page of the list read once; no further than
 * messages can be, since an id tells when its message was made.
 * @returns by id in lower case; undefined where there is no such subscriber
 * @throws Failure of the reading
 */
const presentState = async (
  novu: Pick<NovuReader, "messagePages">,
  subscriberId: string,
  messageIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Message> | undefined> => {
  const found = new Map<string, Message>();
  try {
    const look = (pageSize: number) => lookThrough(novu, { subscriberId, pageSize }, messageIds, found);
    const isFound = messageIds.size <= SMALL_PAGE && (await look(SMALL_PAGE));
    if (!isFound) await look(LARGE_PAGE);
    return found;
  } catch (error) {
    if (error instanceof Failure && error.code === "E_SUBSCRIBER") return undefined;
    throw error;
  }
};

/** A look at the first small page, or at large ones to the end; whether that was enough. */
const lookThrough = async (
  novu: Pick<NovuReader, "messagePages">,
  query: MessageQuery,
  wanted: ReadonlySet<string>,
  found: Map<string, Message>,
): Promise<boolean> => {
  for await (const page of novu.messagePages(query)) {
    for (const { message } of page.messages) {
      const id = message.id?.toLowerCase();
      if (id !== undefined && wanted.has(id)) found.set(id, message);
    }
    if (isEnough(page, wanted, found)) return true;
    if (query.pageSize === SMALL_PAGE) return false;
  }
  return true;
};

const isEnough = (
  { messages, hasMore }: MessagePage,
  wanted: ReadonlySet<string>,
  found: ReadonlyMap<string, Message>,
): boolean => {
  if (!hasMore || found.size === wanted.size) return true;
  const last = Date.parse(messages.at(-1)?.message.createdAt ?? "");
  let oldest = Number.POSITIVE_INFINITY;
  for (const id of wanted) if (!found.has(id)) oldest = Math.min(oldest, createdAtOf(id));
  return last < oldest - SLACK_MS;
};
