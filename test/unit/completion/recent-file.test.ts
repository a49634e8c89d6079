import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createRecentFile } from "../../../src/completion/recent-file.js";
import { NO_RECENTS } from "../../../src/completion/recents.js";
import { useTempDir } from "../../support/temp-dir.js";

const useRecents = (host = "eu.api.novu.co") => {
  const directory = path.join(useTempDir(), "deep", "novu-msg");
  return { directory, file: path.join(directory, "recent.json"), recents: createRecentFile(directory, host) };
};

const message = (messageId: string, subscriberId = "alice") => ({
  subscriberId,
  messageId,
  title: `about ${messageId}`,
});

test("a new store is empty, and reading makes no folder", async () => {
  const { recents, directory } = useRecents();
  expect(await recents.read()).toEqual(NO_RECENTS);
  expect(() => statSync(directory)).toThrow();
});

test("the newest comes first, without duplicates", async () => {
  const { recents } = useRecents();
  await recents.add({ subscriberId: "alice", message: message("m1") });
  await recents.add({ subscriberId: "bob" });
  await recents.add({ message: message("m2") });
  await recents.add({ subscriberId: "alice", message: { ...message("m1"), title: "changed" } });
  expect(await recents.read()).toEqual({
    subscribers: ["alice", "bob"],
    messages: [{ ...message("m1"), title: "changed" }, message("m2")],
  });
});

test("fifty are kept of each, and long titles are cut", async () => {
  const { recents } = useRecents();
  for (let at = 0; at < 60; at += 1) {
    await recents.add({
      subscriberId: `s${at}`,
      message: { ...message(`m${at}`), title: "x".repeat(5_000) },
    });
  }
  const { subscribers, messages } = await recents.read();
  expect([subscribers.length, subscribers[0], subscribers.at(-1)]).toEqual([50, "s59", "s10"]);
  expect([messages.length, messages[0]?.messageId, messages[0]?.title.length]).toEqual([50, "m59", 200]);
});

test("each host has its own list, and the most recent hosts are kept", async () => {
  const { directory } = useRecents();
  const at = (host: string) => createRecentFile(directory, host);
  for (let host = 0; host < 25; host += 1) await at(`h${host}`).add({ subscriberId: `s${host}` });
  expect((await at("h24").read()).subscribers).toEqual(["s24"]);
  expect((await at("h5").read()).subscribers).toEqual(["s5"]);
  expect(await at("h4").read()).toEqual(NO_RECENTS);
  expect(await at("__proto__").read()).toEqual(NO_RECENTS);
});

test.skipIf(process.platform === "win32")(
  "file and folder are their owner's alone, and nothing else is left",
  async () => {
    const { recents, directory, file } = useRecents();
    await recents.add({ subscriberId: "alice" });
    await recents.add({ subscriberId: "bob" });
    expect([statSync(file).mode & 0o777, statSync(directory).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(readdirSync(directory)).toEqual(["recent.json"]);
  },
);

test.each([
  "",
  "{",
  "[]",
  '{"hosts":[]}',
  '{"hosts":{"eu.api.novu.co":7}}',
  '{"hosts":{"eu.api.novu.co":{"subscribers":"x","messages":[null,{"messageId":1}]}}}',
])("a file that holds %j is an empty one, and is written over", async (text) => {
  const { recents, directory, file } = useRecents();
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, text);
  expect(await recents.read()).toEqual(NO_RECENTS);
  await recents.add({ subscriberId: "alice" });
  expect((await recents.read()).subscribers).toEqual(["alice"]);
});

test("valid entries of a partly invalid file are kept", async () => {
  const { recents, directory, file } = useRecents();
  mkdirSync(directory, { recursive: true });
  const list = { subscribers: ["a", 7], messages: [message("m1"), { messageId: "m2" }] };
  writeFileSync(file, JSON.stringify({ hosts: { "eu.api.novu.co": list } }));
  expect(await recents.read()).toEqual({ subscribers: ["a"], messages: [message("m1")] });
});

test("a folder that cannot be made causes no failure", async () => {
  const directory = path.join(useTempDir(), "file");
  writeFileSync(directory, "");
  const recents = createRecentFile(path.join(directory, "novu-msg"), "h");
  await recents.add({ subscriberId: "alice" });
  expect(await recents.read()).toEqual(NO_RECENTS);
});

test("twenty concurrent writes leave one complete file", async () => {
  const { recents, directory, file } = useRecents();
  await Promise.all(Array.from({ length: 20 }, (_, at) => recents.add({ subscriberId: `s${at}` })));
  expect(JSON.parse(readFileSync(file, "utf8")).schema).toBe(1);
  expect((await recents.read()).subscribers.length).toBeGreaterThan(0);
  expect(readdirSync(directory)).toEqual(["recent.json"]);
});
