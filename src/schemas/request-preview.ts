import { type Schema, schema } from "./json-schema.js";

/** What --dry-run and --print show: the request that was not sent. */
export const requestPreview: Schema = {
  ...schema.closedObject({
    method: schema.text,
    url: schema.text,
    headers: { type: "object", additionalProperties: schema.text },
    body: {},
  }),
  title: "A request that was not sent",
};
