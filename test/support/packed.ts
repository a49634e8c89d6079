import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type NpmPlace, npm } from "./npm.js";
import { startRegistry } from "./npm-registry.js";
import { ROOT } from "./program.js";
import type { Exit } from "./spawn-cli.js";

/** The packed program, and a place to install it in. */
export interface Packed {
  readonly tarball: () => string;
  /** A registry on this machine that has it, and none of the packages it could do without. */
  readonly registry: () => string;
  /** A new empty folder below a folder of all tests of the file, with a home of its own. */
  readonly place: () => NpmPlace;
  readonly install: (place: NpmPlace, ...words: readonly string[]) => Promise<Exit>;
}

/** Packs once for all tests of a file; NOVU_MSG_TEST_TARBALL names what has been packed already. */
export const usePacked = (): Packed => {
  let [folder, tarball, url] = ["", "", ""];
  let server: Server | undefined;
  let places = 0;
  const place = (): NpmPlace => {
    places += 1;
    const [cwd, home] = [path.join(folder, `${places}`, "empty"), path.join(folder, `${places}`, "home")];
    for (const made of [cwd, home]) mkdirSync(made, { recursive: true });
    return { cwd, home };
  };
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "novu-msg-packed-"));
    tarball = process.env.NOVU_MSG_TEST_TARBALL || (await pack(folder, place().home));
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
    place,
    install: (where, ...words) => npm(["install", ...words], where),
  };
};

/** What is packed is what was built: the build is not run again. */
const pack = async (folder: string, home: string): Promise<string> => {
  const { code, stderr } = await npm(["pack", "--ignore-scripts", "--pack-destination", folder], {
    cwd: ROOT,
    home,
  });
  const name = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  if (code !== 0 || name === undefined) throw new Error(`npm pack ended with ${code}: ${stderr}`);
  return path.join(folder, name);
};
