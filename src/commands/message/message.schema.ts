import * as v from "valibot";
import { MARKS } from "../../model/message.js";
import { output } from "../../schemas/command-output.js";
import { itemResult } from "../../schemas/item-result.js";
import { novuMessage } from "../../schemas/novu-message.js";

const marked = v.strictObject({ messageId: v.string(), mark: v.picklist(MARKS), ...itemResult });

const deleted = v.strictObject({ messageId: v.string(), ...itemResult });

export const MESSAGE_SCHEMAS = {
  "message list": output.list(novuMessage, { nested: true }),
  "message show": output.oneDocument(novuMessage, { nested: true }),
  "message mark": output.list(marked),
  "message delete": output.list(deleted),
};
