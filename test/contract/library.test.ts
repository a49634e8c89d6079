import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { Novu } from "@novu/api";
import { type FaultName, startSandbox } from "novu-msg/sandbox";
import { expect, test } from "vitest";
import { FAULTS } from "../../src/sandbox/faults/fault-table.js";
import { useTempDir } from "../support/temp-dir.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
const DECLARATIONS = readFileSync(path.join(ROOT, "dist/sandbox.d.ts"), "utf8");

/** A project with the package installed. */
const useProject = (): string => {
  const directory = useTempDir();
  mkdirSync(path.join(directory, "node_modules"));
  symlinkSync(ROOT, path.join(directory, "node_modules/novu-msg"), "junction");
  writeFileSync(path.join(directory, "package.json"), '{"type":"module"}');
  return directory;
};

test("the public entry point, by name: a complete approval with the official client", async () => {
  await using sandbox = await startSandbox({
    seed: { subscribers: [{ subscriberId: "alice" }], messages: [{ subscriberId: "alice" }] },
  });
  const [message] = sandbox.messages();
  const novu = new Novu({ secretKey: sandbox.key, serverURL: sandbox.url });
  await novu.subscribers.messages.updateAsSeen({
    subscriberId: "alice",
    messageId: message?.messageId ?? "",
    type: "secondary",
    markMessageActionAsSeenDto: { status: "done" },
  });
  expect(sandbox.messages()).toMatchObject([{ answer: { button: "secondary", status: "done" } }]);
  expect(sandbox.requests).toMatchObject([{ method: "POST", status: 201 }]);
});

test("every fault has its name in the declarations", () => {
  const names = Object.keys(FAULTS) as FaultName[];
  for (const name of names) expect(DECLARATIONS).toContain(`"${name}"`);
});

test("the declarations have no imports", () => {
  expect(DECLARATIONS).not.toMatch(/\bimport\b|\bfrom\b ["']|hono/i);
});

test("a strict project with nothing else installed compiles against them", async () => {
  const directory = useProject();
  writeFileSync(
    path.join(directory, "use.ts"),
    `import { startSandbox, type Sandbox, type Seed } from "novu-msg/sandbox";
const seed: Seed = { messages: [{ answer: { button: "primary" } }] };
await using sandbox: Sandbox = await startSandbox({ seed, faults: [{ name: "huge" }] });
const url: string = sandbox.url;
// @ts-expect-error no such button
sandbox.press(url, "third");
`,
  );
  const words = [
    "--strict",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--noEmit",
    "--types",
    "",
    "use.ts",
  ];
  const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, ...words], { cwd: directory }).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe("");
});

test("plain JavaScript imports it in an otherwise empty project", async () => {
  const script = `import { startSandbox } from "novu-msg/sandbox";
const sandbox = await startSandbox();
console.log((await fetch(sandbox.url + "/v1/environments/me", { headers: { authorization: "ApiKey " + sandbox.key } })).status);
await sandbox.close();`;
  const words = ["--input-type=module", "-e", script];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: useProject() });
  expect(stdout).toBe("200\n");
});
