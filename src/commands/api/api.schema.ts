import { type OutputSchema, schema } from "../../schemas/json-schema.js";
import { requestPreview } from "../../schemas/request-preview.js";

const withHead = schema.closedObject({
  status: { type: "integer" },
  headers: { type: "object", additionalProperties: schema.text },
  body: {},
});

export const API_SCHEMAS: Readonly<Record<string, OutputSchema>> = {
  api: {
    documents: "one",
    json: {
      description: "What the server answered, whatever it is",
      anyOf: [
        schema.described("With --dry-run or --print", requestPreview),
        schema.described("With --include", withHead),
        schema.described(
          "The body alone: its JSON, else its text. With --paginate, the items of all pages",
          {},
        ),
      ],
    },
    ndjson: schema.described("An item of an array, else the whole", {}),
  },
};
