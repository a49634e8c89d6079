import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { manPages } from "../../scripts/documents/man-page.js";
import { isProgramMissing } from "../support/missing-program.js";
import { programTree } from "../support/program-tree.js";

const MAN = path.resolve(import.meta.dirname, "../../man");
const pages = manPages(programTree());
const names = [...pages.keys()];
const manifest = JSON.parse(readFileSync(path.join(MAN, "../package.json"), "utf8"));

test("the package names every page", () => {
  expect(readdirSync(MAN).sort()).toEqual([...names].sort());
  expect(manifest.man).toEqual([...names].sort().map((name) => `man/${name}`));
  expect(manifest.files).toContain("man");
});

/** What a formatter has against a page. */
const complaints = (program: string, words: readonly string[]): string[] =>
  names.flatMap((name) => {
    const { stderr, stdout, status } = spawnSync(program, [...words, path.join(MAN, name)], {
      encoding: "utf8",
      env: { ...process.env, MANPAGER: "cat", LC_ALL: "C.UTF-8" },
    });
    const isText = words.includes("-Tutf8") || words.includes("-l");
    if (isText && !stdout.includes("novu-msg manual")) return [`${name}: nothing was shown`];
    return [stderr, isText ? "" : stdout, status === 0 ? "" : `${name}: ended with ${status}`].filter(
      Boolean,
    );
  });

test.skipIf(isProgramMissing("groff"))("groff shows every page and has nothing against it", () => {
  expect(complaints("groff", ["-man", "-ww", "-Tutf8"])).toEqual([]);
});

test.skipIf(isProgramMissing("mandoc"))("mandoc has nothing against any page but that it has no date", () => {
  const lines = complaints("mandoc", ["-Tlint", "-Wwarning"]).flatMap((text) => text.trim().split("\n"));
  // A date would make the pages differ from day to day.
  expect(lines.filter((line) => !/missing date|ended with/.test(line))).toEqual([]);
  expect(lines.filter((line) => line.includes("missing date"))).toHaveLength(names.length);
});

test.skipIf(isProgramMissing("man"))("man shows every page", () => {
  expect(complaints("man", ["-l"])).toEqual([]);
});
