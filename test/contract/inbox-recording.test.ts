import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Sandbox, type SeedMessage, startSandbox } from "../../src/sandbox/sandbox.js";

const KEY = "1".repeat(32);
/** The identifier of the recorded environment. */
const APPLICATION = "usCwrfen3Tbt";
const RECORDED_AT = Date.parse("2026-11-30T17:00:00.000Z");

interface Exchange {
  readonly step: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

interface Notification {
  readonly id: string;
  readonly createdAt: string;
  readonly transactionId: string;
  readonly to: { readonly subscriberId: string };
  readonly workflow: { readonly id: string; readonly identifier: string };
  readonly data?: object;
  readonly isSeen: boolean;
  readonly isRead: boolean;
  readonly isArchived: boolean;
  readonly archivedAt?: string | null;
  readonly primaryAction?: { readonly isCompleted: boolean };
  readonly redirect?: SeedMessage["redirect"];
}

const file = path.join(import.meta.dirname, "recordings/inbox-3.19.0.json");
const recorded = JSON.parse(readFileSync(file, "utf8")) as readonly Exchange[];

/** It is from an earlier version of its workflow, without a redirect. */
const OLD_MESSAGE = "6b0dabb40bc6d5cb0e5b18f2";

const withoutOldMessage = (exchange: Exchange): Exchange => {
  const body = exchange.response.body as { data?: readonly Notification[] } | null;
  if (!Array.isArray(body?.data)) return exchange;
  const data = body.data.filter(({ id }) => id !== OLD_MESSAGE);
  return { ...exchange, response: { ...exchange.response, body: { ...body, data } } };
};

/** What the official Inbox asked of the server: the recorder's own answers to the websocket are not Novu's. */
const EXCHANGES = recorded
  .filter(({ request }) => !request.path.startsWith("/socket.io"))
  .map(withoutOldMessage);

const isNotification = (value: unknown): value is Notification =>
  typeof value === "object" && value !== null && "transactionId" in value && "workflow" in value;

const notificationsIn = ({ response }: Exchange): readonly Notification[] =>
  [(response.body as { data?: unknown } | null)?.data].flat().filter(isNotification);

/** The message in the state in which the recording shows it first. */
const seedOf = (one: Notification): SeedMessage => ({
  messageId: one.id,
  transactionId: one.transactionId,
  subscriberId: one.to.subscriberId,
  workflow: one.workflow.identifier,
  createdAt: one.createdAt,
  payload: payloadOf(one.id),
  seen: one.isSeen,
  read: one.isRead,
  archived: one.isArchived,
  ...(one.redirect === undefined ? {} : { redirect: one.redirect }),
  ...(one.primaryAction?.isCompleted === true ? { answer: { button: "primary", status: "done" } } : {}),
});

/** Some responses show it, others do not. */
const payloadOf = (id: string): object =>
  EXCHANGES.flatMap(notificationsIn).find((one) => one.id === id && one.data !== undefined)?.data ?? {};

const byAge = (a: Notification, b: Notification) => (a.id < b.id ? -1 : 1);

/** The message's creation time in ms, from its ID. */
const createdAt = ({ id }: Notification): number => Number.parseInt(id.slice(0, 8), 16) * 1_000;

/** The types of a document's fields. A list has the types of all its items, so that its length does not count. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))].sort();
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, shapeOf(inner)]),
  );
};

/** Parts of the recording that each began with a state of their own. */
const partsOf = (exchanges: readonly Exchange[]): readonly (readonly [string, readonly Exchange[]])[] => {
  const parts: [string, Exchange[]][] = [];
  for (const exchange of exchanges) {
    const name = exchange.step.split(":")[0] ?? "";
    const last = parts.at(-1);
    if (last?.[0] === name) last[1].push(exchange);
    else parts.push([name, [exchange]]);
  }
  return parts;
};

/** Sends recorded requests with a session of this sandbox. */
const createReplay = async (sandbox: Sandbox, subscriberId: string) => {
  const call = async (method: string, route: string, body?: object) => {
    const response = await fetch(sandbox.url + route, {
      method,
      headers: { authorization: `ApiKey ${KEY}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return ((await response.json()) as { data: Record<string, string> }).data;
  };
  const { identifier = "" } = await call("GET", "/v1/environments/me");
  let { token = "" } = await call("POST", "/v1/inbox/session", {
    applicationIdentifier: identifier,
    // A session creates its subscriber; the names are those of the recorded one.
    subscriber: { subscriberId, firstName: "B", email: "b@x.io" },
  });
  const own = new Map([[APPLICATION, identifier]]);
  const translate = (text: string) =>
    [...own].reduce((result, [given, mine]) => result.replaceAll(given, mine), text);
  return {
    /** Seeds a message in the state in which the recording shows it first. */
    seed: async (one: Notification): Promise<void> => {
      sandbox.seed(seedOf(one));
      const list = `/v2/subscribers/${encodeURIComponent(one.to.subscriberId)}/notifications`;
      const route = `${list}/${one.id}`;
      // Taking a mark back leaves a null behind.
      if (one.archivedAt === null) {
        await call("PATCH", `${route}/unread`);
        if (one.isRead) await call("PATCH", `${route}/read`);
      }
      const listed = (await call("GET", list)) as unknown as readonly Notification[];
      const workflow = listed.find(({ id }) => id === one.id)?.workflow;
      if (workflow !== undefined) own.set(one.workflow.id, workflow.id);
    },
    send: async ({
      request,
    }: Exchange): Promise<{ status: number; origin: string | null; body: unknown }> => {
      // The recorded ETags are those of other bodies.
      const { "if-none-match": _etag, authorization, ...headers } = request.headers;
      const response = await fetch(sandbox.url + translate(request.path), {
        method: request.method,
        headers:
          authorization === undefined
            ? headers
            : { ...headers, authorization: authorization.replace("JWT", token) },
        ...(request.body === null ? {} : { body: translate(JSON.stringify(request.body)) }),
      });
      const text = await response.text();
      const body = text === "" ? null : JSON.parse(text);
      token = body?.data?.token ?? token;
      return { status: response.status, origin: response.headers.get("access-control-allow-origin"), body };
    },
  };
};

/** A schedule was set between the recorded parts, by a route that the sandbox does not have. */
const withoutSchedule = (body: unknown): unknown => {
  const { data } = (body ?? {}) as { data?: { schedule?: unknown } };
  if (data?.schedule === undefined) return body;
  const { schedule: _schedule, ...rest } = data;
  return { ...(body as object), data: rest };
};

test.each(partsOf(EXCHANGES))(
  "%s: each request gets the recorded status and fields, and CORS",
  async (_part, exchanges) => {
    let now = Math.min(...exchanges.flatMap(notificationsIn).map(createdAt), RECORDED_AT);
    const sandbox = await startSandbox({ server: "3.19", keys: [KEY], now: () => now });
    onTestFinished(() => sandbox.close());
    const replay = await createReplay(
      sandbox,
      exchanges.flatMap(notificationsIn)[0]?.to.subscriberId ?? "sub-1",
    );
    const seeded = new Set<string>();
    for (const exchange of exchanges) {
      for (const one of notificationsIn(exchange).toSorted(byAge)) {
        if (seeded.has(one.id)) continue;
        seeded.add(one.id);
        now = Math.max(now, createdAt(one));
        await replay.seed(one);
      }
      now += 1_000;
      const { step, request, response } = exchange;
      const answered = await replay.send(exchange);
      const where = `${step}: ${request.method} ${request.path}`;
      const isCached = response.status === 304;
      expect.soft([where, answered.status]).toEqual([where, isCached ? 200 : response.status]);
      const body = isCached ? response.body : answered.body;
      expect.soft([where, shapeOf(body)]).toEqual([where, shapeOf(withoutSchedule(response.body))]);
      if (request.headers.origin !== undefined) expect.soft([where, answered.origin]).not.toContain(null);
    }
  },
);
