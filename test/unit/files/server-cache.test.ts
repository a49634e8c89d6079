import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createServerCache } from "../../../src/files/server-cache.js";
import { useTempDir } from "../../support/temp-dir.js";

const useFile = () => path.join(useTempDir(), "deeper", "cache.json");

test("the server written last comes first, and the oldest of more than 20 is dropped", () => {
  const cache = createServerCache(useFile(), "hosts");
  for (let server = 0; server < 25; server += 1) cache.write(`s${server}`, server);
  cache.write("s7", 77);
  const others = Array.from({ length: 20 }, (_, at) => `s${24 - at}`).filter((server) => server !== "s7");
  expect(Object.keys(cache.read())).toEqual(["s7", ...others]);
  expect(cache.read().s7).toBe(77);
});

test("a server is forgotten, and others stay", () => {
  const file = useFile();
  const cache = createServerCache(file, "hosts");
  cache.write("a", { x: 1 });
  cache.write("b", 2);
  cache.write("a", undefined);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ schema: 1, hosts: { b: 2 } });
  if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each(["", "{", "[]", '{"hosts":[]}', '{"hosts":null}', '{"other":{"a":1}}'])(
  "a file with %j counts as empty, and is written anew",
  (text) => {
    const file = useFile();
    mkdirSync(path.dirname(file));
    writeFileSync(file, text);
    const cache = createServerCache(file, "hosts");
    expect(cache.read()).toEqual({});
    cache.write("a", 1);
    expect(cache.read()).toEqual({ a: 1 });
  },
);

test("where nothing can be written, nothing fails", () => {
  const blocked = path.join(useTempDir(), "file");
  writeFileSync(blocked, "");
  const cache = createServerCache(path.join(blocked, "cache.json"), "hosts");
  cache.write("a", 1);
  expect(cache.read()).toEqual({});
});
