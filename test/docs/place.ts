import { chmodSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import https from "node:https";
import path from "node:path";
import { text } from "node:stream/consumers";
import { EXAMPLE_SEED } from "../../src/sandbox/example-seed.js";
import { listen, useHttpServer } from "../support/loopback-server.js";
import { isProgramMissing } from "../support/missing-program.js";
import { BIN, NODE } from "../support/program.js";
import { useProxy } from "../support/proxy.js";
import { toSandbox } from "../support/reverse-proxy.js";
import { KEY, useSandbox } from "../support/sandbox.js";
import { type Certificate, privateAuthority } from "../support/self-signed.js";
import { useTempDir } from "../support/temp-dir.js";
import type { SessionPlace } from "./run-session.js";

/** What the lines of the docs need besides bash; never missing in CI. */
export const lacksPrograms = (): boolean => ["openssl", "jq", "curl", "make"].some(isProgramMissing);

export interface Place extends SessionPlace {
  /** What came in at the chat that CHAT_HOOK leads to. */
  readonly told: () => readonly string[];
}

/**
 * `newcomer` has the program and an empty folder; `stranger` has files, and nothing set up yet; `user` has the profile
 * prod; `tester` has the variables of a sandbox.
 */
export type Reader = "newcomer" | "stranger" | "user" | "tester";

/** Wide enough for a page; a newcomer's is as terminals come. */
const COLUMNS = 100;
const NEW_TERMINAL = 80;

const APPROVALS = `subscriberId,messageId,type,status,payload
alice,65f0c1a9b2d4e6f8a0b1c2d3,primary,done,
`;

const CLOUD = ["api.novu.co", "eu.api.novu.co"];

/** The port that the docs name for something on the reader's own machine. */
const NAMED_PORT = "3000";

/**
 * A reader's machine: a home, an empty folder to work in, and a world in which Novu's cloud (through a proxy) and
 * what listens on port 3000 are one sandbox.
 */
export const usePlace = async (reader: Reader): Promise<Place> => {
  // The first key's environment is called Development.
  const sandbox = await useSandbox({ keys: ["development", KEY] });
  // A newcomer's messages are those of the sandbox that the page starts.
  if (reader !== "newcomer") sandbox.seed({ key: KEY, ...EXAMPLE_SEED });
  const root = realpathSync(useTempDir());
  const folder = (name: string): string => {
    const directory = path.join(root, name);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return directory;
  };
  const [bin, home, cwd, backstage, ports] = ["bin", "home", "work", "backstage", "ports"].map(folder) as [
    string,
    string,
    string,
    string,
    string,
  ];
  writePrograms(bin);
  if (reader !== "newcomer") writeFiles(cwd);
  writeFileSync(path.join(ports, NAMED_PORT), String(await useHttpServer(toSandbox(sandbox.port))));
  if (reader === "user") writeProfile(folder("home/.config/novu-msg"));
  const authority = privateAuthority();
  const proxy = await useProxy({
    to: await useCloud(authority.issue(CLOUD.map((name) => `DNS:${name}`).join(",")), sandbox.port),
  });
  const told: string[] = [];
  const hook = await useHttpServer(async (request, response) => {
    told.push(await text(request));
    response.end("ok\n");
  });
  return {
    sandbox,
    told: () => told,
    cwd,
    backstage,
    columns: reader === "newcomer" ? NEW_TERMINAL : COLUMNS,
    env: {
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      HOME: home,
      TMPDIR: folder("tmp"),
      LANG: "C.UTF-8",
      TERM: "xterm-256color",
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: authority.file,
      NODE_OPTIONS: `--require=${path.join(import.meta.dirname, "named-ports.cjs")}`,
      SESSION_PORTS: ports,
      CHAT_HOOK: `http://127.0.0.1:${hook}/hooks/approvals`,
      ...(reader === "tester" ? sandbox.env : {}),
    },
  };
};

/** Stands for Novu's cloud: an HTTPS server in front of the sandbox. */
const useCloud = async ({ key, cert }: Certificate, sandboxPort: number): Promise<number> => {
  const server = https.createServer({ key, cert }, toSandbox(sandboxPort));
  server.on("tlsClientError", () => {});
  return listen(server, () => server.closeAllConnections());
};

/** `novu-msg`, and a password manager that docs name, which hands out the key. */
const writePrograms = (bin: string): void => {
  const programs = {
    "novu-msg": `exec '${NODE}' '${BIN}' "$@"`,
    op: '[ "$*" = "read op://work/novu/key" ] && cat "$(dirname "$0")/novu.env"',
  };
  writeFileSync(path.join(bin, "novu.env"), KEY);
  for (const [name, line] of Object.entries(programs)) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${line}\n`);
    chmodSync(path.join(bin, name), 0o755);
  }
};

/** What a reader has: a key in a file, something to do after a yes, a list of answers. */
const writeFiles = (cwd: string): void => {
  writeFileSync(path.join(cwd, "key.txt"), `${KEY}\n`, { mode: 0o600 });
  writeFileSync(path.join(cwd, "deploy.sh"), "#!/bin/sh\necho deployed\n", { mode: 0o755 });
  writeFileSync(path.join(cwd, "approvals.csv"), APPROVALS);
};

const writeProfile = (directory: string): void => {
  const prod = {
    apiUrl: "https://eu.api.novu.co",
    key: { in: "file", value: KEY },
    environment: {
      id: "6b063f9f52ea8ff8a60044f0",
      name: "Production",
      type: "prod",
      organizationId: "6b063f9f52ea8ff8a60044ed",
    },
    createdAt: "2026-01-01T00:00:00.000Z",
  };
  const config = JSON.stringify({
    schema: 1,
    active: "prod",
    previous: "old",
    profiles: { prod, old: prod },
  });
  writeFileSync(path.join(directory, "config.json"), config, { mode: 0o600 });
};
