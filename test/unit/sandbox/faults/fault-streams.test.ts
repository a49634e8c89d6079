import { get, type IncomingMessage } from "node:http";
import { createGunzip } from "node:zlib";
import { expect, test } from "vitest";
import { faultySandbox } from "./faulty-sandbox.js";

const ask = (url: string, key: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(`${url}/v1/messages`, { headers: { authorization: `ApiKey ${key}` } }, resolve).on("error", reject);
  });

/** Length, and content besides white space. */
const measure = async (stream: AsyncIterable<Buffer>) => {
  let bytes = 0;
  let text = "";
  for await (const chunk of stream) {
    bytes += chunk.length;
    text += chunk.toString().trimEnd();
  }
  return { bytes, text };
};

test("huge: 50 MB in chunks, which are the real response when read completely", async () => {
  const { sandbox, messageId } = await faultySandbox({ name: "huge" });
  const response = await ask(sandbox.url, sandbox.keys[0] ?? "");
  expect([response.statusCode, response.headers["content-length"]]).toEqual([200, undefined]);
  const { bytes, text } = await measure(response);
  expect(bytes).toBe(50_000_000);
  expect(JSON.parse(text)).toMatchObject({ data: [{ _id: messageId }] });
});

test("gzip-bomb: under 1 MB on the wire, 300 MB when opened", async () => {
  const { sandbox, messageId } = await faultySandbox({ name: "gzip-bomb" });
  const response = await ask(sandbox.url, sandbox.keys[0] ?? "");
  expect([response.statusCode, response.headers["content-encoding"]]).toEqual([200, "gzip"]);
  let onTheWire = 0;
  response.on("data", (chunk: Buffer) => {
    onTheWire += chunk.length;
  });
  const { bytes, text } = await measure(response.pipe(createGunzip()));
  expect(bytes).toBe(300_000_000);
  expect(onTheWire).toBeLessThan(1_000_000);
  expect(JSON.parse(text)).toMatchObject({ data: [{ _id: messageId }] });
});
