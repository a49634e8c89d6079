import { describeLocation } from "../../config/describe-location.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { type ExitCode, exitCodeOf } from "../../failures/exit-codes.js";
import { addHint, Failure } from "../../failures/failure.js";
import type { Novu } from "../../novu/novu.js";
import type { View } from "../../output/view.js";
import { counted } from "../../views/counted.js";
import { type ConnectionLocation, locationText } from "../../views/location-text.js";
import { environmentName } from "../../views/profile-view.js";
import { environmentForQuestion } from "../environment-for-question.js";
import type { DeletedDocument } from "./message.schema.js";
import { type MessageReport, reportDocument, reportTable } from "./message-report.js";

interface DeleteMessagesInput {
  /** Without duplicates. */
  readonly messageIds: readonly string[];
}

interface Model {
  readonly reports: readonly MessageReport[];
  readonly location: ConnectionLocation;
  readonly environmentName: string | undefined;
}

/** Deletes the messages one by one; a failure does not stop the others, but the first one decides the exit code. */
const run = async (
  { connect, output }: Pick<Context, "connect" | "output">,
  { messageIds }: DeleteMessagesInput,
): Promise<Outcome<Model>> => {
  const connected = await connect();
  const { connection, forWriting } = connected;
  const environment = await environmentForQuestion(output, connected);
  const what = messageIds.length === 1 ? `message ${messageIds[0]}` : counted(messageIds.length, "message");
  const novu = await forWriting({
    what: `permanently delete ${what}`,
    question: `permanently delete ${what} from ${describeLocation(connection, environment)}?`,
  });
  const attempts = await output.during("deleting", deleteEach(novu, messageIds));
  const [failed] = attempts.flatMap(({ failure }) => failure ?? []);
  if (failed !== undefined && messageIds.length === 1) throw failed;
  return {
    model: {
      reports: attempts.map(reportOf),
      location: connection,
      environmentName: environmentName(environment),
    },
    ...(failed === undefined ? {} : { exitCode: failed.exitCode }),
  };
};

interface Attempt {
  readonly messageId: string;
  readonly failure: Failure | undefined;
  readonly isTried: boolean;
}

const deleteEach = async (
  novu: Pick<Novu, "deleteMessage">,
  messageIds: readonly string[],
): Promise<readonly Attempt[]> => {
  const attempts: Attempt[] = [];
  let blocker: Failure | undefined;
  for (const messageId of messageIds) {
    const failure = blocker ?? (await deleteOne(novu, messageId, attempts));
    attempts.push({ messageId, failure, isTried: blocker === undefined });
    if (failure !== undefined && BLOCKING_EXITS.has(failure.exitCode)) blocker = failure;
  }
  return attempts;
};

/** Without an accepted key, or without a server, the remaining deletions would fail in the same way. */
const BLOCKING_EXITS: ReadonlySet<ExitCode> = new Set([exitCodeOf("auth"), exitCodeOf("network")]);

const deleteOne = async (
  novu: Pick<Novu, "deleteMessage">,
  messageId: string,
  before: readonly Attempt[],
): Promise<Failure | undefined> => {
  try {
    await novu.deleteMessage(messageId);
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code !== "E_INTERRUPTED") return error;
    const gone = before.filter(({ failure }) => failure === undefined).map(({ messageId: id }) => id);
    const line = gone.length === 0 ? "none" : gone.join(", ");
    throw addHint(error, "last", `Deleted before message ${messageId}: ${line}.`);
  }
};

const reportOf = ({ messageId, failure, isTried }: Attempt): MessageReport => ({
  messageId,
  problem: failure && {
    code: failure.code,
    message: isTried ? failure.message : `not tried: ${failure.message}`,
  },
});

const document = ({ reports }: Model): DeletedDocument[] => reports.map(reportDocument);

const view = ({ reports, location, environmentName }: Model): View => {
  const deleted = reports.filter(({ problem }) => problem === undefined).length;
  return {
    headline: {
      level: deleted === reports.length ? "done" : "warn",
      text: `${counted(deleted, "message")} deleted${deleted === reports.length ? "" : ` of ${reports.length}`}`,
      context: locationText(location, environmentName),
    },
    table: reportTable(reports, "deleted"),
  };
};

export const body = { run, document, view };
