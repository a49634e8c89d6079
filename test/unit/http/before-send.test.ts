import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import { createSessionFactory } from "../../../src/http/request-session.js";
import { answer, at, clientFor, useRawServer } from "./loopback.js";

const WRITE = { method: "POST", path: "/v1/x", body: {} } as const;

const stop = (): never => {
  throw new Failure("E_JOURNAL", "not any more", { sent: "no" });
};

test("an error from beforeSend stops the request before any byte is written", async () => {
  const server = await useRawServer((socket) => socket.end(answer("201 Created", "{}")));
  const http = clientFor(at(server.port), { beforeSend: stop });
  await expect(http(WRITE)).rejects.toMatchObject({ code: "E_JOURNAL", sent: "no" });
  expect(server.received()).toBe("");
});

test("beforeSend runs before each retry too", async () => {
  const server = await useRawServer((socket) => socket.end(answer("503 Service Unavailable", "{}")));
  let checks = 0;
  const http = clientFor(at(server.port), {
    beforeSend: () => {
      checks += 1;
      if (checks === 3) stop();
    },
  });
  const startSession = createSessionFactory(http, {
    signal: new AbortController().signal,
    now: () => 0,
    sleep: async () => {},
    random: () => 0,
    retryLimits: { maxTries: 10, maxWaitMs: 60_000 },
    onRetry: undefined,
  });
  await expect(startSession().http(WRITE)).rejects.toMatchObject({ code: "E_JOURNAL" });
  expect(server.received().match(/POST /g)).toHaveLength(2);
});
