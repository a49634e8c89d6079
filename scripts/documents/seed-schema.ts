import { toJsonSchema } from "@valibot/to-json-schema";
import { seedSchema } from "../../src/sandbox/seed.js";

/** docs/sandbox-seed.schema.json: what the sandbox checks, for editors. */
export const seedSchemaText = (): string => {
  const { $schema, ...rest } = toJsonSchema(seedSchema, {
    target: "draft-07",
    // JSON Schema has no keyword for these checks; the descriptions state them.
    ignoreActions: ["check"],
    typeMode: "output",
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      valibotSchema.type === "custom" ? { ...jsonSchema, type: "object" } : undefined,
  });
  return `${JSON.stringify({ $schema, title: "Seed of a novu-msg sandbox", ...rest }, null, 2)}\n`;
};
