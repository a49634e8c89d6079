import path from "node:path";
import { pathToFileURL } from "node:url";

/** A part of the bench, which is plain JavaScript without types. */
export const benchModule = (name: string) =>
  import(pathToFileURL(path.resolve(import.meta.dirname, "../../../scripts/bench", name)).href);
