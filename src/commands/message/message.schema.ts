import { MARKS } from "../../model/message.js";
import { itemResultFields } from "../../schemas/item-result.js";
import { closedObject, enumOf, list, oneDocument, text } from "../../schemas/json-schema.js";
import { novuMessage } from "../../schemas/novu-message.js";

export const MESSAGE_SCHEMAS = {
  "message list": list(novuMessage),
  "message show": oneDocument(novuMessage),
  "message mark": list(closedObject({ messageId: text, mark: enumOf(...MARKS), ...itemResultFields })),
  "message delete": list(closedObject({ messageId: text, ...itemResultFields })),
} as const;
