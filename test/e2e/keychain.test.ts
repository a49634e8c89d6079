import { spawnSync } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { useConfigHome } from "../support/config-home.js";
import { keeps } from "../support/keeps.js";
import { isProgramMissing } from "../support/missing-program.js";
import { DIST } from "../support/program.js";
import { KEY, useSandbox } from "../support/sandbox.js";
import { useSecretService } from "../support/secret-service.js";
import { useTempDir } from "../support/temp-dir.js";

keeps("a key in the keychain is nowhere else");

const isLinux = process.platform === "linux";
const hasNoKeyring =
  !isLinux || isProgramMissing("dbus-run-session") || isProgramMissing("gnome-keyring-daemon");

test.skipIf(hasNoKeyring)(
  "a real keyring stores, gives, keeps through a rename, and loses a key",
  async () => {
    const service = await useSecretService();
    const sandbox = await useSandbox();
    const home = useConfigHome(undefined, service);
    const add = ["profile", "add", "prod", "--key-stdin", "--api-url", sandbox.url, "--store", "keychain"];
    const added = await home.run(add, KEY);
    expect([added.code, added.stdout]).toEqual([
      0,
      `*\tprod\tDevelopment\t${sandbox.url}\tsystem keychain\t\t\n`,
    ]);
    expect(home.text()).not.toContain(KEY.slice(0, 8));
    expect((await home.run(["profile", "rename", "prod", "main"])).code).toBe(0);
    const who = await home.run(["whoami", "--query", "[environment.name, key.place]", "-o", "ndjson"]);
    expect([who.code, who.stdout]).toEqual([0, '"Development"\n"system keychain"\n']);

    const { profiles } = JSON.parse(home.text());
    expect((await home.run(["profile", "remove", "main", "--yes"])).code).toBe(0);
    expect((await home.run(["profile", "list"])).stdout).toBe("");

    // The item is gone with its profile: a profile that names it still finds nothing.
    const left = useConfigHome({ active: "main", profiles }, service);
    const gone = await left.run(["whoami"]);
    expect([gone.code, gone.stderr]).toEqual([
      3,
      expect.stringContaining("the system keychain has no entry novu-msg"),
    ]);
  },
);

const KEPT = {
  active: "prod",
  profiles: {
    prod: {
      apiUrl: "http://127.0.0.1:9",
      key: { in: "keychain", service: "novu-msg", account: "x" },
      createdAt: "2026-01-01T00:00:00.000Z",
    },
  },
};

/** A bus that takes every connection and never says a word. */
const useDeadBus = async (): Promise<{
  readonly DBUS_SESSION_BUS_ADDRESS: string;
  readonly asked: () => number;
}> => {
  const socket = path.join(useTempDir(), "bus");
  const connections: net.Socket[] = [];
  const server = net.createServer((connection) => connections.push(connection)).listen(socket);
  await once(server, "listening");
  onTestFinished(async () => {
    for (const connection of connections) connection.destroy();
    server.close();
    await once(server, "close");
  });
  return { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`, asked: () => connections.length };
};

test.skipIf(!isLinux)("a bus that never answers is given up, and nothing of it is left running", async () => {
  const { asked, ...bus } = await useDeadBus();
  const home = useConfigHome(KEPT, bus);
  const { code, stderr, stdout } = await home.run(["whoami"]);
  expect([code, stdout]).toEqual([3, ""]);
  expect(stderr).toContain("the system keychain can't be used: it didn't respond within 5 s");
  expect(asked()).toBeGreaterThan(0);
  const running = spawnSync("ps", ["-eo", "args"], { encoding: "utf8" }).stdout ?? "";
  expect(running).not.toContain(path.join(DIST, "keychain.js"));
});

test.skipIf(!isLinux)("without a bus there is no keychain, and no other place is taken for it", async () => {
  const home = useConfigHome(undefined, { DBUS_SESSION_BUS_ADDRESS: "unix:path=/proc/nowhere" });
  const add = ["profile", "add", "a", "--region", "eu", "--key-stdin", "--no-verify", "--store", "keychain"];
  const { code, stderr } = await home.run(add, KEY);
  expect([code, stderr]).toEqual([
    3,
    expect.stringContaining("the system keychain can't be used: it is locked or missing"),
  ]);
  expect(stderr).not.toContain(KEY.slice(0, 8));
  expect((await home.run(["profile", "list"])).stdout).toBe("");
});
