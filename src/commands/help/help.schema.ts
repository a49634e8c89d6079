import * as v from "valibot";
import { output } from "../../schemas/command-output.js";

const help = v.strictObject({ topic: v.string(), text: v.string() });
export type HelpDocument = v.InferOutput<typeof help>;

export const HELP_SCHEMAS = { help: output.oneDocument(help) };
