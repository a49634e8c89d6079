import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { watchFolder } from "./key-watch.js";

/** A folder that is removed after the test. */
export const useTempDir = (): string => {
  const directory = mkdtempSync(path.join(tmpdir(), "novu-msg-test-"));
  onTestFinished(() => {
    watchFolder(directory);
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
};
