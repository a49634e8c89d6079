import * as v from "valibot";
import { output } from "../../schemas/command-output.js";
import { requestPreview } from "../../schemas/request-preview.js";
import { anyJson, described } from "../../schemas/values.js";

const withHead = v.strictObject({
  status: v.pipe(v.number(), v.integer()),
  headers: v.record(v.string(), v.string()),
  body: anyJson,
});

const answer = v.union([
  described("With --dry-run or --print", requestPreview),
  described("With --include", withHead),
  described("The body alone: its JSON, else its text. With --paginate, the items of all pages", anyJson),
]);

export const API_SCHEMAS = {
  api: {
    ...output.oneDocument(described("What the server answered, whatever it is", answer), { of: anyJson }),
    ndjson: described("An item of an array, else the whole", anyJson),
  },
};
