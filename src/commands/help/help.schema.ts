import { closed, one, text } from "../../schemas/json-schema.js";

export const HELP_SCHEMAS = { help: one(closed({ topic: text, text })) } as const;
