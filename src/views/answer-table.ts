import type { Answer, Message } from "../model/message.js";
import type { Cell, Field, Table } from "../output/view.js";
import { nonEmptyTextOrNone } from "./cells.js";

const COLUMNS = [
  { title: "BUTTON", isId: true },
  { title: "LABEL" },
  { title: "STATUS" },
  { title: "PAYLOAD" },
  { title: "RESULT TEXT", optional: true, isDroppable: true },
];

/** One row per button; only the button of the answer has a state (docs/novu-api.md, "One answer per message"). */
export const answerTable = ({ buttons, answer }: Message): Table => {
  const isKnown = answer.button === undefined || buttons.some(({ type }) => type === answer.button);
  const rows = [
    ...buttons.map(({ type, label, resultContent }) => ({ type, label, resultContent })),
    // The answer can be of a button that the message does not have; hiding the button would hide the answer.
    ...(isKnown ? [] : [{ type: answer.button ?? "", label: undefined, resultContent: undefined }]),
  ];
  return {
    columns: COLUMNS,
    rows: rows.map(({ type, label, resultContent }) => {
      const isAnswered = type === answer.button;
      return [
        { text: type },
        nonEmptyTextOrNone(label),
        isAnswered ? stateCell(answer.status) : "none",
        isAnswered && answer.payload !== undefined ? { json: answer.payload } : "none",
        nonEmptyTextOrNone(resultContent),
      ];
    }),
  };
};

const stateCell = (status: string | undefined): Cell => {
  if (status === undefined) return "none";
  return status === "done" ? { text: status, tone: "pressed" } : { text: status, tone: "pending" };
};

/** “pending”, “primary done”, “secondary done {"by":"x"}”, “pending”. */
export const describeAnswer = ({ button, status, payload }: Answer): string => {
  if (button === undefined) return status ?? "pending";
  return [button, status ?? "without status", payload === undefined ? "" : JSON.stringify(payload)]
    .join(" ")
    .trim();
};

/** Further fields of the message, in one line. The status of the delivery is labelled as such. */
export const messageFieldList = (message: Message): Field[] =>
  [
    field("workflow", message.workflow),
    field("delivery", message.delivery),
    message.read === undefined ? [] : [{ label: "", value: { text: message.read ? "read" : "not read" } }],
    message.createdAt === undefined ? [] : [{ label: "created", value: { time: message.createdAt } }],
  ].flat();

const field = (label: string, text: string | undefined): Field[] =>
  text === undefined ? [] : [{ label, value: { text } }];
