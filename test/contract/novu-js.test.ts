import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { run } from "../support/run-cli.js";
import { type TestSandbox, useSandbox } from "../support/sandbox.js";

const PROJECT = path.resolve(import.meta.dirname, "../inbox");
const LIBRARY = path.join(PROJECT, "node_modules/@novu/js/dist/esm/index.mjs");

interface Notification {
  readonly id: string;
  readonly isRead: boolean;
}
type Result<Data> = Promise<{ readonly data?: Data; readonly error?: Error }>;
type OfOne = (given: { readonly notificationId: string }) => Result<Notification>;

/** The parts of `@novu/js` that are used here; it is installed apart, so its types are not at hand. */
interface Inbox {
  readonly notifications: {
    list(
      filter?: object,
    ): Result<{ readonly notifications: readonly Notification[]; readonly hasMore: boolean }>;
    count(filter?: object): Result<{ readonly count: number }>;
    readAll(filter?: object): Result<unknown>;
    readonly completePrimary: OfOne;
    readonly completeSecondary: OfOne;
    readonly revertPrimary: OfOne;
    readonly read: OfOne;
    readonly unread: OfOne;
    readonly archive: OfOne;
    readonly unarchive: OfOne;
  };
}

/** Whether the library is there, after an attempt to install it. On a CI machine a failure is thrown. */
const isInstalled = async (): Promise<boolean> => {
  if (existsSync(LIBRARY)) return true;
  const words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  return promisify(execFile)("npm", words, { cwd: PROJECT }).then(
    () => true,
    (error: unknown) => {
      if (process.env.CI !== undefined) throw error;
      process.emitWarning("@novu/js could not be installed from the npm registry; its tests are skipped");
      return false;
    },
  );
};

const openInbox = async (): Promise<{ readonly sandbox: TestSandbox; readonly inbox: Inbox }> => {
  const sandbox = await useSandbox();
  const response = await fetch(`${sandbox.url}/v1/environments/me`, {
    headers: { authorization: `ApiKey ${sandbox.key}` },
  });
  const { data } = (await response.json()) as { data: { identifier: string } };
  const { Novu } = (await import(LIBRARY)) as { Novu: new (options: object) => Inbox };
  const inbox = new Novu({
    applicationIdentifier: data.identifier,
    subscriber: "sub-1",
    apiUrl: sandbox.url,
    socketUrl: sandbox.url,
    socketOptions: { autoConnect: false },
  });
  return { sandbox, inbox };
};

describe.skipIf(!(await isInstalled()))("the library of every Inbox", () => {
  test("lists and counts", async () => {
    const { sandbox, inbox } = await openInbox();
    const made = sandbox.seed({ count: 3, severity: "high" }).map(({ messageId }) => messageId);
    const { data } = await inbox.notifications.list({ limit: 2 });
    expect(data?.notifications.map(({ id }) => id)).toEqual(made.reverse().slice(0, 2));
    expect(data?.hasMore).toBe(true);
    expect((await inbox.notifications.count({ read: false, severity: "high" })).data).toMatchObject({
      count: 3,
    });
    expect((await inbox.notifications.count({ severity: "low" })).data).toMatchObject({ count: 0 });
  });

  test("presses both buttons and takes an answer back", async () => {
    const { sandbox, inbox } = await openInbox();
    const [message] = sandbox.seed();
    const one = { notificationId: message?.messageId ?? "" };
    const answer = () => sandbox.messages()[0]?.answer;
    await inbox.notifications.completePrimary(one);
    expect(answer()).toEqual({ button: "primary", status: "done" });
    await inbox.notifications.revertPrimary(one);
    expect(answer()).toEqual({ button: "primary", status: "pending" });
    await inbox.notifications.completeSecondary(one);
    expect(answer()).toEqual({ button: "secondary", status: "done" });
  });

  test("marks one and all", async () => {
    const { sandbox, inbox } = await openInbox();
    const [message] = sandbox.seed({ count: 2 });
    const one = { notificationId: message?.messageId ?? "" };
    expect((await inbox.notifications.read(one)).data).toMatchObject({ isRead: true });
    expect((await inbox.notifications.unread(one)).data).toMatchObject({ isRead: false });
    expect((await inbox.notifications.archive(one)).data).toMatchObject({ isArchived: true });
    expect((await inbox.notifications.unarchive(one)).data).toMatchObject({ isArchived: false });
    await inbox.notifications.readAll();
    expect(sandbox.messages()).toMatchObject([{ read: true }, { read: true }]);
  });

  test("says what is refused", async () => {
    const { sandbox, inbox } = await openInbox();
    const [message] = sandbox.seed({ workflow: "single" });
    const { error } = await inbox.notifications.completeSecondary({
      notificationId: message?.messageId ?? "",
    });
    expect(error).toBeInstanceOf(Error);
    expect(sandbox.messages()[0]).not.toHaveProperty("answer.button");
  });

  test("action wait and action watch see the press", async () => {
    const { sandbox, inbox } = await openInbox();
    const [message] = sandbox.seed();
    const id = message?.messageId ?? "";
    const options = { env: sandbox.env };
    const reads = () => sandbox.requests.filter(({ path: route }) => route.startsWith("/v1/messages")).length;
    const waiting = run(["action", "wait", "sub-1", id, "--json"], options);
    const watching = run(
      ["action", "watch", "--subscriber", "sub-1", "--events", "pressed", "--count", "1", "--json"],
      options,
    );
    await expect.poll(reads).toBeGreaterThan(1);
    await inbox.notifications.completeSecondary({ notificationId: id });
    expect(JSON.parse((await waiting).stdout)).toMatchObject({ pressed: "secondary" });
    expect(JSON.parse((await watching).stdout)).toMatchObject({ event: "pressed", messageId: id });
  });
});
