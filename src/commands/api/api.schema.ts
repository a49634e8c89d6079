import { closedObject, described, type OutputSchema, text } from "../../schemas/json-schema.js";
import { requestPreview } from "../../schemas/request-preview.js";

const withHead = closedObject({
  status: { type: "integer" },
  headers: { type: "object", additionalProperties: text },
  body: {},
});

export const API_SCHEMAS: Readonly<Record<string, OutputSchema>> = {
  api: {
    documents: "one",
    json: {
      description: "What the server answered, whatever it is",
      anyOf: [
        described("With --dry-run or --print", requestPreview),
        described("With --include", withHead),
        described("The body alone: its JSON, else its text. With --paginate, the items of all pages", {}),
      ],
    },
    ndjson: described("An item of an array, else the whole", {}),
  },
};
