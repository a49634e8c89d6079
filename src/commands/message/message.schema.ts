import { MARKS } from "../../model/message.js";
import { closedObject, list, one, text, word } from "../../schemas/json-schema.js";
import { novuMessage } from "../../schemas/novu-message.js";
import { verdictFields } from "../../schemas/verdict.js";

export const MESSAGE_SCHEMAS = {
  "message list": list(novuMessage),
  "message show": one(novuMessage),
  "message mark": list(closedObject({ messageId: text, mark: word(...MARKS), ...verdictFields })),
  "message delete": list(closedObject({ messageId: text, ...verdictFields })),
} as const;
