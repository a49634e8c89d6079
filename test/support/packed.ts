import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type NpmDirs, npm } from "./npm.js";
import { startRegistry } from "./npm-registry.js";
import { ROOT } from "./program.js";
import type { Exit } from "./spawn-cli.js";

/** The packed program, and folders to install it in. */
interface Packed {
  readonly tarball: () => string;
  /** A local registry with this package, without its optional dependencies. */
  readonly registry: () => string;
  /** Creates an empty folder and a home, below the folder of the test file. */
  readonly createDirs: () => NpmDirs;
  readonly install: (place: NpmDirs, ...words: readonly string[]) => Promise<Exit>;
}

/** Packs once for all tests of a file, or uses the tarball in NOVU_MSG_TEST_TARBALL. */
export const usePacked = (): Packed => {
  let [folder, tarball, url] = ["", "", ""];
  let server: Server | undefined;
  let created = 0;
  const createDirs = (): NpmDirs => {
    created += 1;
    const [cwd, home] = [path.join(folder, `${created}`, "empty"), path.join(folder, `${created}`, "home")];
    for (const made of [cwd, home]) mkdirSync(made, { recursive: true });
    return { cwd, home };
  };
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "novu-msg-packed-"));
    tarball = process.env.NOVU_MSG_TEST_TARBALL || (await pack(folder, createDirs().home));
    const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
    ({ url, server } = await startRegistry(manifest, tarball));
  });
  afterAll(() => {
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    tarball: () => tarball,
    registry: () => url,
    createDirs,
    install: (where, ...words) => npm(["install", ...words], where),
  };
};

/** Packs the existing build without building again. */
const pack = async (folder: string, home: string): Promise<string> => {
  const { code, stderr } = await npm(["pack", "--ignore-scripts", "--pack-destination", folder], {
    cwd: ROOT,
    home,
  });
  const name = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  if (code !== 0 || name === undefined) throw new Error(`npm pack ended with ${code}: ${stderr}`);
  return path.join(folder, name);
};
