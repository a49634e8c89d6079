import { expect, test } from "vitest";
import type { Http, HttpRequest } from "../../../src/http/http.js";
import type { ActionRequest } from "../../../src/model/action.js";
import { createNovu, idempotencyKeyFor } from "../../../src/novu/novu.js";
import { response } from "./fake-call.js";

const ACTION: ActionRequest = {
  subscriberId: "alice",
  messageId: "65f0c1a9b2d4e6f8a0b1c2d3",
  button: "primary",
  status: "done",
  api: "v1",
};

/** The idempotency keys of the writes that `use` makes. */
const keysOf = async (use: (http: Http) => Promise<unknown>): Promise<(string | undefined)[]> => {
  const sent: HttpRequest[] = [];
  await use(async (request) => {
    sent.push(request);
    return response(201, { data: { _id: ACTION.messageId } });
  });
  return sent.map(({ headers }) => headers?.["idempotency-key"]);
};

test("each write has a fresh key", async () => {
  const keys = await keysOf(async (http) => {
    const novu = createNovu(http, "https://api.novu.co");
    await novu.setAction(ACTION);
    await novu.setAction(ACTION);
  });
  expect(new Set(keys).size).toBe(2);
  expect(keys.filter((key) => !/^[0-9a-f-]{36}$/.test(key ?? ""))).toEqual([]);
});

test("a user's key is hashed with the write, so that it stays one key for one write", async () => {
  const keys = await keysOf(async (http) => {
    const novu = createNovu(http, "https://api.novu.co/prefix");
    await novu.setAction(ACTION, "mine");
    await novu.setAction(ACTION, "mine");
    await novu.setAction({ ...ACTION, status: "pending" }, "mine");
    await novu.setAction({ ...ACTION, messageId: "75f0c1a9b2d4e6f8a0b1c2d3" }, "mine");
    await createNovu(http, "https://eu.api.novu.co").setAction(ACTION, "mine");
  });
  const [first, again, ...others] = keys;
  expect(again).toBe(first);
  expect(first).toBe(idempotencyKeyFor(ACTION, "https://api.novu.co", "mine"));
  expect(new Set([first, ...others]).size).toBe(4);
});

test("a raw call returns every response unchanged", async () => {
  const answers = [
    response(200, "<html>", { date: "x" }),
    response(500, ""),
    response(401, { statusCode: 401, message: "no" }),
  ];
  let requests = 0;
  const novu = createNovu(async () => answers[requests++] ?? response(404, ""), "https://api.novu.co");
  const seen = [];
  for (const _ of answers) seen.push(await novu.raw({ method: "GET", path: "/v1/x" }));
  expect(seen).toEqual(answers);
});

test("the failure of a raw request names the key's origin", () => {
  const novu = createNovu(async () => response(200, ""), "https://api.novu.co", {
    text: "The key comes from NOVU_SECRET_KEY.",
    next: [],
  });
  const { code, info } = novu.failureOf(
    { method: "GET", path: "/v1/x" },
    response(401, { statusCode: 401, message: "no" }),
  );
  expect([code, info.hint?.[0]]).toEqual(["E_UNAUTHORIZED", "The key comes from NOVU_SECRET_KEY."]);
});
