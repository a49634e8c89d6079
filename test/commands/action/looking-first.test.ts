import type { RequestListener } from "node:http";
import { expect, test } from "vitest";
import { keeps } from "../../support/keeps.js";
import { useNovuPlace } from "../../support/loopback-server.js";
import { run } from "../../support/run-cli.js";

keeps("a write says what it replaced");

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const SET = ["action", "complete", "alice", ID, "primary", "--color", "never"];
const ANSWER = JSON.stringify({
  data: { _id: ID, cta: { action: { status: "done", result: { type: "primary" } } } },
});

const useServer = async (onRead: RequestListener) => {
  const requests: string[] = [];
  const env = await useNovuPlace((request, response) => {
    requests.push(request.method ?? "");
    if (request.method === "GET") onRead(request, response);
    else response.writeHead(201).end(ANSWER);
  });
  return { env, requests, terminals: ["stdout"] as const };
};

test("a list that does not work does not stop a write that does", async () => {
  const { requests, ...world } = await useServer((_, response) => response.writeHead(500).end());
  const { code, stdout } = await run(SET, world);
  expect(code).toBe(0);
  expect(stdout).not.toContain("was:");
  expect(requests).toEqual(["GET", "POST"]);
});

test("a list that hangs does not stop it either", async () => {
  const { requests, ...world } = await useServer(() => {});
  const { code } = await run([...SET, "--request-timeout", "200ms"], world);
  expect(code).toBe(0);
  expect(requests).toEqual(["GET", "POST"]);
});

test("a key that is refused is refused once", async () => {
  const { requests, ...world } = await useServer((_, response) => response.writeHead(401).end("{}"));
  expect((await run(SET, world)).code).toBe(4);
  expect(requests).toEqual(["GET"]);
});

test("a message that the list does not show is written all the same", async () => {
  const { requests, ...world } = await useServer((_, response) =>
    response.end('{"data":[],"hasMore":false}'),
  );
  expect((await run(SET, world)).code).toBe(0);
  expect(requests).toEqual(["GET", "POST"]);
});

test("a script does not look first", async () => {
  const { env, requests } = await useServer((_, response) => response.writeHead(500).end());
  expect((await run(SET, { env })).code).toBe(0);
  expect(requests).toEqual(["POST"]);
});
