import { asObject, defined } from "./json.js";
import type { Message } from "./message.js";
import type { SeedMessage } from "./sandbox.js";
import type { Workflow } from "./world.js";

export interface MessageRequest {
  readonly workflow: Workflow;
  readonly subscriberKey: string;
  readonly transactionId: string;
  readonly payload: object;
  readonly createdAt: number;
  /** Made up when left out. */
  readonly messageId?: string;
  readonly subject?: string;
  readonly content?: string;
  readonly labels?: SeedMessage["labels"];
}

const fill = (template: string, payload: object): string =>
  template.replaceAll(/{{\s*(?:payload\.)?(\w+)\s*}}/g, (_, name: string) =>
    String(asObject(payload)[name] ?? ""),
  );

/** The ids come in the order in which the server makes the documents: event, job, message, buttons. */
export const createMessage = (request: MessageRequest, newId: (at: number) => string): Message => {
  const { workflow, payload, createdAt, labels } = request;
  const template = workflow.template;
  const id = () => newId(createdAt);
  const notificationId = id();
  const jobId = id();
  const messageId = request.messageId ?? id();
  return {
    id: messageId,
    transactionId: request.transactionId,
    subscriberKey: request.subscriberKey,
    workflow,
    notificationId,
    jobId,
    channel: "in_app",
    content: request.content ?? fill(template.content, payload),
    ...defined({
      subject: request.subject ?? template.subject,
      stepId: template.stepId,
      redirect: template.redirect && {
        ...template.redirect,
        url: fill(template.redirect.url, payload),
      },
    }),
    buttons: template.buttons.map((button) => ({
      ...button,
      content: labels?.[button.type] ?? button.content,
      id: id(),
    })),
    payload,
    tags: [],
    severity: "none",
    createdAt,
    state: {
      slot: defined({ status: template.initialStatus }),
      marks: { seen: false, read: false, archived: false },
      deliveredAt: [createdAt],
      updatedAt: createdAt,
    },
  };
};
