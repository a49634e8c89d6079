import * as v from "valibot";
import { MARKS } from "../../model/message.js";
import { DERIVED_FIELDS } from "../../model/message-fields.js";
import { output } from "../../schemas/command-output.js";
import { itemResult } from "../../schemas/item-result.js";
import { novuMessage } from "../../schemas/novu-message.js";

const marked = v.strictObject({ messageId: v.string(), mark: v.picklist(MARKS), ...itemResult });
export type MarkedDocument = v.InferOutput<typeof marked>;

const deleted = v.strictObject({ messageId: v.string(), ...itemResult });
export type DeletedDocument = v.InferOutput<typeof deleted>;

export const MESSAGE_SCHEMAS = {
  "message list": output.list(novuMessage, { nested: true, derived: DERIVED_FIELDS }),
  "message show": output.oneDocument(novuMessage, { nested: true, derived: DERIVED_FIELDS }),
  "message mark": output.list(marked),
  "message delete": output.list(deleted),
};
