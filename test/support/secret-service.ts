import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { useTempDir } from "./temp-dir.js";

/** Unlocks a separate keyring on a separate bus, prints the address of the bus, and runs until its stdin ends. */
const SESSION = `
printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
echo "$DBUS_SESSION_BUS_ADDRESS"
exec cat
`;

/** Starts a real gnome-keyring for this test and returns the variables that select it. */
export const useSecretService = async (): Promise<Readonly<Record<string, string>>> => {
  const directory = useTempDir();
  const home = { HOME: path.join(directory, "home"), XDG_RUNTIME_DIR: path.join(directory, "run") };
  for (const folder of Object.values(home)) mkdirSync(folder, { mode: 0o700 });
  const session = spawn("dbus-run-session", ["--", "bash", "-c", SESSION], {
    env: { PATH: process.env.PATH, ...home },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => session.on("close", resolve));
  onTestFinished(async () => {
    session.stdin.end();
    await ended;
  });
  for await (const line of createInterface({ input: session.stdout })) {
    return { ...home, DBUS_SESSION_BUS_ADDRESS: line };
  }
  throw new Error("the session bus did not start");
};
