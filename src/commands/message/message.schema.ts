import { MARKS } from "../../model/message.js";
import { itemResultFields } from "../../schemas/item-result.js";
import { output, schema } from "../../schemas/json-schema.js";
import { novuMessage } from "../../schemas/novu-message.js";

export const MESSAGE_SCHEMAS = {
  "message list": output.list(novuMessage),
  "message show": output.oneDocument(novuMessage),
  "message mark": output.list(
    schema.closedObject({ messageId: schema.text, mark: schema.enumOf(...MARKS), ...itemResultFields }),
  ),
  "message delete": output.list(schema.closedObject({ messageId: schema.text, ...itemResultFields })),
} as const;
