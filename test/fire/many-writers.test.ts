import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type ConfigHome, useConfigHome } from "../support/config-home.js";
import { recordFigure } from "../support/figures.js";

const KEY = "0123456789abcdef0123456789abcdef";
const add = (home: ConfigHome, name: string) =>
  home.run(["profile", "add", name, "--region", "eu", "--key-stdin", "--no-verify"], KEY);

const addAll = async (home: ConfigHome, count: number): Promise<string[]> => {
  const names = Array.from({ length: count }, (_, index) => `p${String(index).padStart(2, "0")}`);
  const ends = await Promise.all(names.map((name) => add(home, name)));
  expect(ends.filter(({ code }) => code !== 0)).toEqual([]);
  return names;
};

const stored = (home: ConfigHome): string[] => Object.keys(JSON.parse(home.text()).profiles).sort();

test("fifty profiles added at the same time are all stored", async () => {
  const home = useConfigHome();
  const names = await addAll(home, 50);
  expect([stored(home), home.names()]).toEqual([names, ["config.json"]]);
  recordFigure("profiles added at once", { added: names.length, kept: stored(home).length });
});

test("a dead process's lock is taken over by exactly one waiting process, and all of them finish", async () => {
  const home = useConfigHome({ schema: 1, profiles: {} });
  writeFileSync(`${home.file}.lock`, ""); // Names nobody, so it has to grow old.
  const names = await addAll(home, 20);
  expect([stored(home), home.names()]).toEqual([names, ["config.json"]]);
  recordFigure("profiles added at once behind a dead process's lock", {
    added: names.length,
    kept: stored(home).length,
  });
});
