import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createV2ListMemory } from "../../../src/context/v2-list-memory.js";
import { createFakeHost } from "../../support/host.js";
import { useTempDir } from "../../support/temp-dir.js";

/** ms. */
const DAY = 86_400_000;

const useMemory = () => {
  const folder = useTempDir();
  const { host } = createFakeHost({ argv: [], env: { XDG_CACHE_HOME: folder } });
  const file = path.join(folder, "novu-msg", "servers.json");
  const at = (url: string, now = 0) => createV2ListMemory(host, url, () => now);
  return { at, file };
};

test("a server without v2 lists is remembered for a day, by its address", async () => {
  const { at } = useMemory();
  expect(await at("http://a").areMissing()).toBe(false);
  await at("http://a").learn(true);
  expect(await at("http://a", DAY - 1).areMissing()).toBe(true);
  expect(await at("http://a", DAY).areMissing()).toBe(false);
  expect(await at("http://b").areMissing()).toBe(false);
  expect(await at("__proto__").areMissing()).toBe(false);
});

test("a server that has them after all is forgotten", async () => {
  const { at, file } = useMemory();
  await at("http://a").learn(true);
  await at("http://b").learn(true);
  await at("http://a", 2 * DAY).learn(false);
  expect(Object.keys(JSON.parse(readFileSync(file, "utf8")).withoutV2Lists)).toEqual(["http://b"]);
});

test("the last twenty servers are kept", async () => {
  const { at, file } = useMemory();
  for (let server = 0; server < 25; server += 1) await at(`http://${server}`).learn(true);
  expect(Object.keys(JSON.parse(readFileSync(file, "utf8")).withoutV2Lists)).toHaveLength(20);
});

test.each(["", "[]", '{"withoutV2Lists":{"http://a":"x"}}'])(
  "a broken file counts as empty: %j",
  async (text) => {
    const { at, file } = useMemory();
    await at("http://b").learn(true);
    writeFileSync(file, text);
    expect(await at("http://a").areMissing()).toBe(false);
  },
);
