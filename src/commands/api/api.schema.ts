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
  described("The body: JSON if it is JSON, otherwise text. With --paginate, the items of all pages", anyJson),
]);

export const API_SCHEMAS = {
  api: {
    ...output.oneDocument(described("Whatever the server returned", answer), { of: anyJson }),
    ndjson: described("One item of an array, or the whole value", anyJson),
  },
};
