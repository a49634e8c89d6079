import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { exitCodeOf } from "../../failures/exit-codes.js";
import { Failure } from "../../failures/failure.js";
import { FAILURE_CODES } from "../../failures/failure-codes.js";
import type { PointInTime } from "../../model/durations.js";
import {
  isMarked,
  type Mark,
  type MessageDocument,
  SEEN_MARKS,
  type SeenMark,
  type ShelfMark,
} from "../../model/message.js";
import type { Novu } from "../../novu/novu.js";
import type { View } from "../../output/view.js";
import { counted } from "../../views/counted.js";
import { type ConnectionLocation, locationText } from "../../views/location-text.js";
import type { MarkedDocument } from "./message.schema.js";
import { type MessageReport, reportDocument, reportTable } from "./message-report.js";

interface MarkMessagesInput {
  readonly subscriberId: string;
  /** Without duplicates. */
  readonly messageIds: readonly string[];
  readonly mark: Mark;
  /** For `snoozed`; a distance is how far ahead. */
  readonly until: PointInTime | undefined;
}

interface Model {
  readonly reports: readonly MessageReport[];
  readonly subscriberId: string;
  readonly mark: Mark;
  readonly location: ConnectionLocation;
}

/** Marks all messages with one request, then checks the response: Novu reports success even for messages it did not mark. */
const run = async (
  { connect, output, now }: Pick<Context, "connect" | "output" | "now">,
  { subscriberId, messageIds, mark, until }: MarkMessagesInput,
): Promise<Outcome<Model>> => {
  const snoozeUntil = snoozeTime(mark, until, now());
  const { forWriting, connection } = await connect();
  const what = `mark ${counted(messageIds.length, "message")} of ${subscriberId} as ${mark}`;
  const novu = await forWriting({ what });
  const { reports } = await output.during(
    "marking",
    isSeenMark(mark)
      ? markTogether(novu, subscriberId, messageIds, mark)
      : shelveEach(novu, subscriberId, messageIds, mark, snoozeUntil),
  );
  const [failed] = reports.flatMap(({ problem }) => problem ?? []);
  if (failed !== undefined && reports.length === 1)
    throw notMarked(messageIds[0] ?? "", subscriberId, failed);
  return {
    model: {
      reports,
      subscriberId,
      mark,
      location: connection,
    },
    ...(failed === undefined ? {} : { exitCode: exitCodeOf(FAILURE_CODES[failed.code].exit) }),
  };
};

const isSeenMark = (mark: Mark): mark is SeenMark => SEEN_MARKS.some((one) => one === mark);

const MIN_SNOOZE_MS = 60_000;

/** ms since the epoch. @throws Failure E_USAGE */
const snoozeTime = (mark: Mark, until: MarkMessagesInput["until"], now: number): number | undefined => {
  if (until === undefined) return undefined;
  if (mark !== "snoozed") {
    throw new Failure("E_USAGE", "--until only works with --as snoozed", { hint: ["Nothing was sent."] });
  }
  const time = "atMs" in until ? until.atMs : now + until.distanceMs;
  if (time >= now + MIN_SNOOZE_MS) return time;
  throw new Failure("E_USAGE", "--until must be at least 60 seconds ahead", {
    hint: ["Novu snoozes for at least a minute. Nothing was sent."],
  });
};

type Marked = Pick<Model, "reports">;

const markTogether = async (
  novu: Pick<Novu, "markMessages" | "subscriber">,
  subscriberId: string,
  messageIds: readonly string[],
  mark: SeenMark,
): Promise<Marked> => {
  const returned = await novu.markMessages(subscriberId, messageIds, mark);
  const ownerId = await ownerOf(novu, subscriberId, returned);
  const byId = new Map(returned.map((item) => [item.message.id, item]));
  const reports = messageIds.map((messageId) => ({
    messageId,
    problem: problemOf(byId.get(messageId), mark, subscriberId, ownerId),
  }));
  return { reports };
};

/** One request a message. A missing message does not stop the others; any other failure does. */
const shelveEach = async (
  novu: Pick<Novu, "shelveMessage">,
  subscriberId: string,
  messageIds: readonly string[],
  mark: ShelfMark,
  until: number | undefined,
): Promise<Marked> => {
  const reports: MessageReport[] = [];
  for (const messageId of messageIds) {
    try {
      await novu.shelveMessage(subscriberId, messageId, mark, until);
      reports.push({ messageId, problem: undefined });
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "E_MESSAGE" || messageIds.length === 1) throw error;
      reports.push({ messageId, problem: { code: error.code, message: error.message } });
    }
  }
  return { reports };
};

/**
 * Novu's own `_id` of the subscriber, if needed: an old server returns whole documents, also other subscribers', and
 * one that had the mark before looks as if it had been marked now.
 */
const ownerOf = async (
  novu: Pick<Novu, "subscriber">,
  subscriberId: string,
  returned: readonly MessageDocument[],
): Promise<string | undefined> => {
  if (!returned.some(({ document }) => "updatedAt" in document)) return undefined;
  // The messages are marked already; a check that is less exact is no reason to fail.
  const found = await novu.subscriber(subscriberId).catch(() => undefined);
  return found?.subscriber.internalId;
};

/** 2.0 returns another subscriber's message unchanged, 3.15 leaves it out (docs/novu-api.md, "Marks and delete"). */
const problemOf = (
  returned: MessageDocument | undefined,
  mark: SeenMark,
  subscriberId: string,
  ownerId: string | undefined,
): MessageReport["problem"] => {
  if (returned === undefined)
    return { code: "E_MESSAGE", message: `subscriber "${subscriberId}" has no such message` };
  if (ownerId !== undefined && returned.document._subscriberId !== ownerId)
    return { code: "E_WRONG_SUBSCRIBER", message: "it belongs to another subscriber" };
  return isMarked(mark, returned.message)
    ? undefined
    : { code: "E_MISMATCH", message: `it is still not ${mark}` };
};

const notMarked = (
  messageId: string,
  subscriberId: string,
  problem: NonNullable<MessageReport["problem"]>,
): Failure =>
  new Failure(problem.code, `message ${messageId} wasn't marked: ${problem.message}`, {
    hint: ["Novu reports success anyway. The message may belong to another subscriber, or be deleted."],
    next: [seeMessages(subscriberId)],
    sent: "yes",
    details: { messageIds: [messageId] },
  });

const seeMessages = (subscriberId: string) => ({
  words: ["novu-msg", "message", "list", "--subscriber", subscriberId],
  when: "to see the messages",
});

const document = ({ reports, mark }: Model): MarkedDocument[] =>
  reports.map((report) => {
    const { messageId, ...rest } = reportDocument(report);
    return { messageId, mark, ...rest };
  });

const view = ({ reports, subscriberId, mark, location }: Model): View => {
  const marked = reports.filter(({ problem }) => problem === undefined);
  const others = reports.filter(({ problem }) => problem !== undefined);
  return {
    headline: {
      level: others.length === 0 ? "done" : "warn",
      text: `${counted(marked.length, "message")} of ${subscriberId} → ${mark}`,
      context: locationText(location),
    },
    table: reportTable(reports, mark),
    warnings:
      others.length === 0
        ? []
        : [
            `not marked: ${others.map(({ messageId }) => messageId).join(", ")}. They may be another subscriber's, or deleted; message list --subscriber ${subscriberId} shows which are there.`,
          ],
  };
};

export const body = { run, document, view };
