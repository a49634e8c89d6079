import { expect, test } from "vitest";
import { failureOf } from "../failures/failure-of.js";
import { answer, at, clientFor, recordTraces, refusedPort, useRawServer } from "./loopback.js";

/** A clock that advances by 12.4 ms with every read. */
const steppingClock = () => {
  let time = 1_000;
  return () => {
    time += 12.4;
    return time;
  };
};

test("a trace names request, outcome and time, and holds neither headers nor body", async () => {
  const { traces, onTrace } = recordTraces();
  const server = await useRawServer((socket) => socket.end(answer("404 Not Found", "{}")));
  const send = clientFor(at(server.port), { onTrace, now: steppingClock() });
  await send({ method: "POST", path: "/v1/x?y=1", headers: { "idempotency-key": "k" }, body: { secret: 1 } });
  expect(traces).toEqual([{ method: "POST", path: "/v1/x?y=1", outcome: "404", milliseconds: 12 }]);
});

test("a trace of a failure names its code", async () => {
  const { traces, onTrace } = recordTraces();
  const send = clientFor(at(await refusedPort()), { onTrace, now: steppingClock() });
  const failure = await failureOf(() => send({ method: "GET", path: "/v1/x" }));
  expect(failure.code).toBe("E_CONNECT");
  expect(traces).toEqual([{ method: "GET", path: "/v1/x", outcome: "E_CONNECT", milliseconds: 12 }]);
});
