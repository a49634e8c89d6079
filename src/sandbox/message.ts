import type { Workflow } from "./server-state.js";
import type { Redirect, WorkflowTemplate } from "./workflows.js";

type StoredButton = WorkflowTemplate["buttons"][number] & { readonly id: string };

/** Shared by both buttons (docs/novu-api.md, "One answer per message"). */
export interface StoredAnswer {
  readonly status?: string;
  readonly type?: string;
  readonly payload?: unknown;
}

/** State of read, seen and archived; a date becomes null when it is undone. */
export interface MessageMarks {
  readonly seen: boolean;
  readonly read: boolean;
  readonly archived: boolean;
  readonly lastSeenDate?: number | null;
  readonly lastReadDate?: number | null;
  readonly firstSeenDate?: number | null;
  readonly archivedAt?: number | null;
  readonly snoozedUntil?: number | null;
}

interface MessageState {
  readonly answer: StoredAnswer;
  readonly marks: MessageMarks;
  readonly deliveredAt: readonly number[];
  readonly updatedAt: number;
}

export interface StoredMessage {
  readonly id: string;
  readonly transactionId: string;
  readonly subscriberInternalId: string;
  readonly workflow: Workflow;
  readonly notificationId: string;
  readonly jobId: string;
  readonly channel: string;
  readonly content: string;
  readonly subject?: string;
  readonly stepId?: string;
  readonly redirect?: Redirect;
  readonly buttons: readonly StoredButton[];
  /** Of the trigger. */
  readonly payload: object;
  /** Set by the workflow, apart from the payload. */
  readonly data?: object;
  readonly avatar?: string;
  readonly tags: readonly string[];
  readonly severity: string;
  readonly contextKeys: readonly string[];
  readonly createdAt: number;
  /** Everything that can change; each change assigns a new object. */
  state: MessageState;
}
