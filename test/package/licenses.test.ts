import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/program.js";

const DIST = path.join(ROOT, "dist");
const NOTICE = readFileSync(path.join(DIST, "THIRD-PARTY-LICENSES.txt"), "utf8");

/**
 * Those that ask for no more than their text. MPL-2.0 asks besides that its own files stay under it and can be had
 * as source: they are unchanged, and the notice says where they are.
 */
const ALLOWED = [
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "MPL-2.0",
];

/** Folders of the packages in the bundle, as its source maps tell. */
const bundled = [
  ...new Set(
    readdirSync(DIST, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".map"))
      .flatMap((name) => {
        const file = path.join(DIST, name);
        const { sources } = JSON.parse(readFileSync(file, "utf8")) as { sources: string[] };
        return sources.map((source) => path.resolve(path.dirname(file), source).replaceAll(path.sep, "/"));
      })
      .flatMap((source) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? []),
  ),
];

const packageIn = (folder: string) => {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  return { folder, name, version, license };
};

const entries = NOTICE.split(`\n${"-".repeat(80)}\n`)
  .slice(1)
  .map((entry) => ({ head: entry.split("\n").slice(0, 2).join("\n"), entry }));

test("the notice names every bundled package with its licence", () => {
  expect(bundled.length).toBeGreaterThan(20);
  const heads = bundled
    .map(packageIn)
    .map(({ name, version, license }) => `${name} ${version}\nLicense: ${license}`);
  const named = entries.map(({ head }) => head);
  expect(heads.filter((head) => !named.includes(head))).toEqual([]);
});

test("each entry holds the licence's whole text and where the source is", () => {
  for (const { folder, name, version } of bundled.map(packageIn)) {
    const { entry = "" } = entries.find(({ head }) => head.startsWith(`${name} ${version}\n`)) ?? {};
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each)) ?? "";
    expect(entry).toContain(readFileSync(path.join(folder, file), "utf8").trim());
    expect(entry).toMatch(/^Source: \S/m);
  }
});

test("all licences allow what is done here", () => {
  const others = entries.map(({ head }) => head).filter((head) => !ALLOWED.includes(licenseIn(head)));
  expect(others).toEqual([]);
});

const licenseIn = (head: string): string => /^License: (.+)$/m.exec(head)?.[1] ?? "";
