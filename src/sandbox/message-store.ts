import { asObject, defined } from "./json.js";
import type { StoredMessage } from "./message.js";
import type { SeedMessage } from "./sandbox.js";
import type { Workflow } from "./server-state.js";

export interface MessageStore {
  add(message: StoredMessage): void;
  get(id: string): StoredMessage | undefined;
  remove(id: string): boolean;
  /** All matching messages, newest first. */
  newestFirst(matches: (message: StoredMessage) => boolean): readonly StoredMessage[];
}

interface MessageRequest {
  readonly workflow: Workflow;
  readonly subscriberInternalId: string;
  readonly transactionId: string;
  readonly payload: object;
  readonly createdAt: number;
  /** Default: a new ID. */
  readonly messageId?: string;
  /** What a seed says in place of the workflow. */
  readonly given?: Pick<
    SeedMessage,
    "subject" | "content" | "labels" | "redirect" | "data" | "avatar" | "severity" | "tags" | "contextKeys"
  >;
}

export const isOlder = (a: StoredMessage, b: StoredMessage): boolean =>
  a.createdAt === b.createdAt ? a.id < b.id : a.createdAt < b.createdAt;

/** The index of the message in the timeline, by binary search. */
const insertionPoint = (timeline: readonly StoredMessage[], message: StoredMessage): number => {
  let low = 0;
  let high = timeline.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = timeline[middle];
    if (there !== undefined && isOlder(there, message)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
};

export const createMessageStore = (): MessageStore => {
  const byId = new Map<string, StoredMessage>();
  /** Oldest first, so that a new message is an append. */
  const timeline: StoredMessage[] = [];
  return {
    add: (message) => {
      byId.set(message.id, message);
      const last = timeline.at(-1);
      const position =
        last === undefined || isOlder(last, message) ? timeline.length : insertionPoint(timeline, message);
      timeline.splice(position, 0, message);
    },
    get: (id) => byId.get(id.toLowerCase()),
    remove: (id) => {
      const message = byId.get(id.toLowerCase());
      if (message === undefined) {
        return false;
      }
      byId.delete(message.id);
      timeline.splice(insertionPoint(timeline, message), 1);
      return true;
    },
    newestFirst: (matches) => timeline.filter(matches).reverse(),
  };
};

const fill = (template: string, payload: object): string =>
  template.replaceAll(/{{\s*(?:payload\.)?(\w+)\s*}}/g, (_, name: string) =>
    String(asObject(payload)[name] ?? ""),
  );

/** IDs are created in the order in which the server creates the documents: event, job, message, buttons. */
export const createMessage = (request: MessageRequest, newId: (at: number) => string): StoredMessage => {
  const { workflow, payload, createdAt, given = {} } = request;
  const template = workflow.template;
  const id = () => newId(createdAt);
  const notificationId = id();
  const jobId = id();
  const messageId = request.messageId ?? id();
  return {
    id: messageId,
    transactionId: request.transactionId,
    subscriberInternalId: request.subscriberInternalId,
    workflow,
    notificationId,
    jobId,
    channel: "in_app",
    content: given.content ?? fill(template.content, payload),
    ...defined({
      subject: given.subject ?? template.subject,
      stepId: template.stepId,
      redirect:
        given.redirect ??
        (template.redirect && { ...template.redirect, url: fill(template.redirect.url, payload) }),
      data: given.data,
      avatar: given.avatar,
    }),
    buttons: template.buttons.map((button) => ({
      ...button,
      content: given.labels?.[button.type] ?? button.content,
      id: id(),
    })),
    payload,
    tags: given.tags ?? [],
    severity: given.severity ?? "none",
    contextKeys: given.contextKeys ?? [],
    createdAt,
    state: {
      answer: defined({ status: template.initialStatus }),
      marks: { seen: false, read: false, archived: false },
      deliveredAt: [createdAt],
      updatedAt: createdAt,
    },
  };
};
