import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "vitest";
import { leavesOf } from "../../src/views/command-nodes.js";
import { programTree } from "../support/program-tree.js";
import { checkLines } from "./check-lines.js";
import { EXAMPLE_FILES, EXAMPLE_FOLDERS, TYPED_BEFORE } from "./example-needs.js";
import { lacksPrograms, type Reader, usePlace } from "./place.js";
import { statementsOf } from "./statements.js";

const readerOf = (command: string): Reader => {
  if (command.startsWith("sandbox")) return "tester";
  return command === "profile add" ? "stranger" : "user";
};

describe.each(leavesOf(programTree()))("novu-msg $path", ({ path: command, examples }) => {
  test.skipIf(lacksPrograms()).each(examples)("%s", async (example) => {
    const place = await usePlace(readerOf(command));
    for (const [name, text] of Object.entries(EXAMPLE_FILES)) {
      writeFileSync(path.join(place.cwd, name), text, { mode: text.startsWith("#!") ? 0o755 : 0o600 });
    }
    for (const name of EXAMPLE_FOLDERS) {
      mkdirSync(path.join(place.env.HOME ?? "", name), { recursive: true, mode: 0o700 });
    }
    await checkLines(statementsOf([...(TYPED_BEFORE[example] ?? []), example].join("\n")), place);
  });
});
