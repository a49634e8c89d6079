import * as v from "valibot";
import { anyJson } from "./values.js";

/** What --dry-run and --print show: the request that was not sent. */
export const requestPreview = v.pipe(
  v.strictObject({
    method: v.string(),
    url: v.string(),
    headers: v.record(v.string(), v.string()),
    body: anyJson,
  }),
  v.title("A request that was not sent"),
);
export type RequestPreviewDocument = v.InferOutput<typeof requestPreview>;
