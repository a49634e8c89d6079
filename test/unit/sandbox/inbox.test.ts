import { expect, test } from "vitest";
import { actionPath, runSandbox, senderFor } from "./running-sandbox.js";

const openInbox = async (subscriberId = "sub-1") => {
  const { sandbox, send } = await runSandbox();
  const { body } = await send("GET", "/v1/environments/me");
  const applicationIdentifier = (body as { data: { identifier: string } }).data.identifier;
  const session = await send("POST", "/v1/inbox/session", {
    applicationIdentifier,
    subscriber: { subscriberId },
  });
  const { token } = (session.body as { data: { token: string } }).data;
  const inbox = (method: string, path: string, given?: unknown, authorization = `Bearer ${token}`) =>
    senderFor(sandbox.url, "")(method, `/v1/inbox${path}`, given, { authorization });
  return { sandbox, send, session, token, inbox };
};

test("a session creates an unknown subscriber, and an unknown application is refused", async () => {
  const { session, send } = await openInbox("newcomer");
  expect(session).toMatchObject({ status: 201, body: { data: { totalUnreadCount: 0 } } });
  expect((await send("GET", "/v2/subscribers/newcomer")).status).toBe(200);
  const refused = { applicationIdentifier: "nope", subscriber: { subscriberId: "x" } };
  expect((await send("POST", "/v1/inbox/session", refused)).status).toBe(400);
});

test("a key, a changed token and the token of another start are refused", async () => {
  const { sandbox, inbox, token } = await openInbox();
  const other = await openInbox();
  const [header, claims = "", signature] = token.split(".");
  const forged = [header, claims.replace(/^.{4}/, "AAAA"), signature].join(".");
  for (const wrong of [`ApiKey ${sandbox.key}`, `Bearer ${forged}`, `Bearer ${other.token}`, "Bearer x"]) {
    expect((await inbox("GET", "/notifications", undefined, wrong)).status).toBe(401);
  }
  expect((await inbox("GET", "/notifications")).status).toBe(200);
});

test("a press shows in the API, and a revert takes it back", async () => {
  const { sandbox, inbox } = await openInbox();
  const [message] = sandbox.seed();
  const path = `/notifications/${message?.messageId}`;
  const pressed = await inbox("PATCH", `${path}/complete`, { actionType: "secondary" });
  expect(pressed.body).toMatchObject({ data: { isRead: true, secondaryAction: { isCompleted: true } } });
  expect(sandbox.messages()).toMatchObject([{ answer: { button: "secondary", status: "done" } }]);
  await inbox("PATCH", `${path}/revert`, { actionType: "secondary" });
  expect(sandbox.messages()).toMatchObject([{ answer: { button: "secondary", status: "pending" } }]);
  expect((await inbox("PATCH", `${path}/complete`, { actionType: "third" })).status).toBe(422);
});

test("pages of this machine may ask, and errors say so too; others may not", async () => {
  const { sandbox } = await openInbox();
  const ask = (method: string, origin: string) =>
    fetch(`${sandbox.url}/v1/inbox/notifications`, { method, headers: { origin } });
  const preflight = await ask("OPTIONS", "http://localhost:5173");
  expect([preflight.status, preflight.headers.get("access-control-allow-methods")]).toEqual([
    204,
    expect.stringContaining("PATCH"),
  ]);
  const refused = await ask("GET", "http://localhost:5173");
  expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([401, "*"]);
  for (const origin of ["https://evil.example", "http://localhost.evil.example", "null"]) {
    const foreign = await ask("OPTIONS", origin);
    expect([foreign.status, foreign.headers.get("access-control-allow-origin")]).toEqual([403, null]);
  }
});

test("payloads are stored as the database keeps them", async () => {
  const { sandbox, send } = await openInbox();
  const [message] = sandbox.seed();
  const write = (payload: string) =>
    send("POST", actionPath(message?.messageId ?? ""), `{"status":"done","payload":${payload}}`);
  await write('{"a":[1,null,{}],"o":{},"constructor":1,"toString":2,"__proto__":{"x":1},"n":null}');
  expect(sandbox.messages()[0]?.answer?.payload).toEqual({ a: [1, null, {}], o: {}, n: null });
  expect(await write('{"deep":[{"_bsontype":"x"}]}')).toMatchObject({
    status: 500,
    body: { errorId: expect.any(String) },
  });
  expect((await write('{"a\\u0000b":1}')).status).toBe(500);
});
