import type { ApiError, ApiErrorFacts, FieldProblem } from "./api-error.js";
import type { JsonObject } from "./json.js";
import type { Message } from "./message.js";
import type { ServerVersion } from "./sandbox.js";
import type { Subscriber } from "./subscribers.js";
import type { WorkflowTemplate } from "./workflows.js";
import type { Environment, World } from "./world.js";

/** All points in which the imitated servers differ (docs/novu-api.md, "What changed between servers"). */
export interface ServerBehavior {
  readonly version: ServerVersion;
  readonly apiVersion: string;
  readonly hasV2: boolean;
  readonly workflows: readonly WorkflowTemplate[];
  newTransactionId(at: number): string;

  errorBody(facts: ApiErrorFacts, path: string, at: number): JsonObject;
  /** A body or query the route's declaration refuses. */
  invalidInput(messages: readonly string[]): ApiError;
  /** An input that passed the declaration and was refused inside. */
  invalidCommand(command: string, problems: Readonly<Record<string, FieldProblem>>): ApiError;
  oversizedBody(): ApiError;
  /** JSON.parse's complaint as that server's runtime words it. */
  jsonComplaint(complaint: string, text: string): string;
  unknownSubscriber(subscriberId: string): ApiError;
  /** An error found again under an idempotency key. */
  replayedError(facts: ApiErrorFacts): ApiError;

  messageFields(message: Message): JsonObject;
  /** A message as mark-as answers it. */
  markedMessages(all: readonly JsonObject[], own: readonly JsonObject[]): readonly JsonObject[];
  subscriberFields(subscriber: Subscriber): JsonObject;
  subscriberInMessage(world: World, environment: Environment, subscriber: Subscriber): JsonObject;
  environmentFields(environment: Environment): JsonObject;
}
