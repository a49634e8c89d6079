import path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { seedSchema } from "../../src/sandbox/seed.js";

const FILE = path.resolve(import.meta.dirname, "../../docs/sandbox-seed.schema.json");

test("docs/sandbox-seed.schema.json is what the sandbox checks", async () => {
  const schema = toJsonSchema(seedSchema, {
    target: "draft-07",
    // A check that JSON Schema has no word for is told in the description.
    ignoreActions: ["check"],
    typeMode: "output",
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      valibotSchema.type === "custom" ? { ...jsonSchema, type: "object" } : undefined,
  });
  const { $schema, ...rest } = schema;
  const titled = { $schema, title: "Seed of a novu-msg sandbox", ...rest };
  await expect(`${JSON.stringify(titled, null, 2)}\n`).toMatchFileSnapshot(FILE);
});
