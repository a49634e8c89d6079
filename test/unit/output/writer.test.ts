import { PassThrough, Writable } from "node:stream";
import { expect, test } from "vitest";
import { createWriter } from "../../../src/output/writer.js";
import { failureOf } from "../failures/failure-of.js";

/** A stream whose writes fail with that code. */
const failingStream = (code: string) =>
  new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
  });

test("a text is written as UTF-8, in order", async () => {
  const stream = new PassThrough();
  const write = createWriter(stream);
  expect(await Promise.all([write("é"), write("日\n"), write("")])).toEqual([true, true, true]);
  expect(stream.read()).toEqual(Buffer.from("é日\n"));
});

test("a write waits for a slow reader", async () => {
  const taken: string[] = [];
  const stream = new Writable({
    highWaterMark: 1,
    write: (chunk, _encoding, done) => {
      setImmediate(() => {
        taken.push(String(chunk));
        done();
      });
    },
  });
  await createWriter(stream)("x".repeat(3_000_000));
  expect(taken.join("")).toHaveLength(3_000_000);
});

test.each(["EPIPE", "ECONNRESET", "EBADF"])(
  "a reader that has gone away (%s) is no error, then or later",
  async (code) => {
    const write = createWriter(failingStream(code));
    expect([await write("a"), await write("b")]).toEqual([false, false]);
  },
);

test("a stream that was closed is no error", async () => {
  const stream = new PassThrough();
  const write = createWriter(stream);
  stream.destroy();
  expect(await write("a")).toBe(false);
});

test.each([
  ["ENOSPC", "the disk is full (ENOSPC)"],
  ["EIO", "EIO"],
])("any other error (%s) is told, for the result is lost", async (code, reason) => {
  const failure = await failureOf(() => createWriter(failingStream(code))("a"));
  expect([failure.code, failure.message, failure.sent]).toEqual([
    "E_OUTPUT",
    `the output can't be written: ${reason}`,
    "unknown",
  ]);
});

test("several writers of one stream add one listener", () => {
  const stream = new PassThrough();
  for (let count = 0; count < 20; count += 1) createWriter(stream);
  expect(stream.listenerCount("error")).toBe(1);
});
