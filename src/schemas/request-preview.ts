import { closedObject, type Schema, text } from "./json-schema.js";

/** What --dry-run and --print show: the request that was not sent. */
export const requestPreview: Schema = {
  ...closedObject({
    method: text,
    url: text,
    headers: { type: "object", additionalProperties: text },
    body: {},
  }),
  title: "A request that was not sent",
};
