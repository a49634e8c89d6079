import type { ApiError, ApiErrorDetails, FieldProblem } from "./api-error.js";
import type { UnknownObject } from "./json.js";
import type { StoredMessage } from "./message.js";
import type { ServerVersion } from "./sandbox.js";
import type { ServerState, StoredEnvironment } from "./server-state.js";
import type { StoredSubscriber } from "./subscribers.js";
import type { WorkflowTemplate } from "./workflows.js";

/** The differences between the imitated servers (docs/novu-api.md, "What changed between servers"). */
export interface ServerBehavior {
  readonly version: ServerVersion;
  readonly apiVersion: string;
  /** v2 notifications and the Inbox. */
  readonly hasV2: boolean;
  /** Whether v2 notifications have a `data` field. */
  readonly hasNotificationData: boolean;
  readonly workflows: readonly WorkflowTemplate[];
  newTransactionId(at: number): string;

  errorBody(details: ApiErrorDetails, path: string, at: number): UnknownObject;
  /** The error for a body or query that does not match the route's declaration. */
  invalidInput(messages: readonly string[]): ApiError;
  /** The error for input that matches the declaration but is refused by the command. */
  invalidCommand(command: string, problems: Readonly<Record<string, FieldProblem>>): ApiError;
  oversizedBody(): ApiError;
  /** The error message of JSON.parse in that server's runtime. */
  jsonComplaint(complaint: string, text: string): string;
  /** What mark-as says about its message IDs. */
  messageIdComplaints(messageId: unknown): readonly string[];
  /** What the trigger route says about recipients. @param all what the newest server says */
  recipientComplaints(to: unknown, all: readonly string[]): readonly string[];
  unknownSubscriber(subscriberId: string): ApiError;
  /** An error that is replayed for an idempotency key. */
  replayedError(details: ApiErrorDetails): ApiError;

  messageFields(message: StoredMessage): UnknownObject;
  /** The messages in the response of mark-as. */
  markedMessages(all: readonly UnknownObject[], own: readonly UnknownObject[]): readonly UnknownObject[];
  subscriberFields(subscriber: StoredSubscriber): UnknownObject;
  subscriberInMessage(
    serverState: ServerState,
    environment: StoredEnvironment,
    subscriber: StoredSubscriber,
  ): UnknownObject;
  environmentFields(environment: StoredEnvironment): UnknownObject;
}
