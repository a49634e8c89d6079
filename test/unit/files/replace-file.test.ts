import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { replaceFile } from "../../../src/files/replace-file.js";
import { useTempDir } from "../../support/temp-dir.js";

const useFile = () => {
  const folder = useTempDir();
  const file = path.join(folder, "x.json");
  writeFileSync(file, "old");
  return { folder, file };
};

test("the old file is there until the new one is complete", () => {
  const { folder, file } = useFile();
  const seen: string[] = [];
  const result = replaceFile(file, (draft) => {
    writeFileSync(draft, "new");
    seen.push(readFileSync(file, "utf8"));
    return 7;
  });
  expect([result, ...seen]).toEqual([7, "old"]);
  expect([readFileSync(file, "utf8"), ...readdirSync(folder)]).toEqual(["new", "x.json"]);
});

test("a draft with a name of its own is what becomes the file", () => {
  const { folder, file } = useFile();
  const draft = path.join(folder, "next.json");
  replaceFile(file, () => writeFileSync(draft, "new"), draft);
  expect([readFileSync(file, "utf8"), ...readdirSync(folder)]).toEqual(["new", "x.json"]);
});

test("if writing fails, the old file stays and no draft does", () => {
  const { folder, file } = useFile();
  const write = (draft: string) => {
    writeFileSync(draft, "new");
    throw new Error("no");
  };
  expect(() => replaceFile(file, write)).toThrow("no");
  expect([readFileSync(file, "utf8"), ...readdirSync(folder)]).toEqual(["old", "x.json"]);
});

test("what cannot be replaced is the system's error, and no draft stays", () => {
  const { folder } = useFile();
  const target = path.join(folder, "folder");
  mkdirSync(path.join(target, "inner"), { recursive: true });
  const write = (draft: string) => writeFileSync(draft, "new");
  expect(() => replaceFile(target, write)).toThrow(expect.objectContaining({ syscall: "rename" }));
  expect(readdirSync(folder).sort()).toEqual(["folder", "x.json"]);
});
