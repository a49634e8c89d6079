import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { bounds } from "./bounds.mjs";
import { boundsSection, withBounds } from "./bounds-page.mjs";
import { bulk } from "./bulk.mjs";
import { bundlePeers } from "./bundled-peers.mjs";
import { findNode } from "./find-node.mjs";
import { machine } from "./machine.mjs";
import { memory } from "./memory.mjs";
import { oneCall } from "./one-call.mjs";
import { performancePage } from "./page.mjs";
import { RUNS } from "./run-interleaved.mjs";
import { size } from "./size.mjs";
import { startLoopbackNovu } from "./start-loopback-novu.mjs";
import { startUp } from "./start-up.mjs";
import { tableText } from "./table.mjs";

const PAGE = path.resolve(import.meta.dirname, "../../docs/performance.md");
const NOTES = path.join(import.meta.dirname, "notes.md");
const KEY = "0123456789abcdef0123456789abcdef";

const BENCHMARKS = {
  "start-up": { measure: startUp, majors: [20, 22], title: "Start-up", unit: "ms", isRatio: true },
  "one-call": { measure: oneCall, majors: [20, 22], title: "One call", unit: "ms", isRatio: true },
  bulk: {
    measure: bulk,
    majors: [22],
    title: "Many changes",
    unit: "changes a second",
    isRatio: true,
    description:
      "`action apply` and the pool write 20 000 rows, 16 at a time; the loop over `@novu/api` 1 000, and curl 400, since they are slow.",
  },
  memory: { measure: memory, majors: [22], title: "Memory", unit: "MB, at most", isRatio: true },
  size: { measure: size, majors: [22], title: "Size", unit: "", isRatio: false },
};

/** This benchmark has its own output: time and memory of each case, for docs/reliability.md. */
const BOUNDS = "bounds";
const BOUNDS_MAJOR = 20;
const RELIABILITY = path.resolve(import.meta.dirname, "../../docs/reliability.md");

const { values } = parseArgs({ options: { only: { type: "string", multiple: true } } });
const names = (values.only ?? Object.keys(BENCHMARKS)).filter((name) => name !== BOUNDS);
for (const name of names) {
  if (!Object.hasOwn(BENCHMARKS, name))
    throw new Error(`--only is one of ${Object.keys(BENCHMARKS).join(", ")}`);
}

/** An isolated environment: no file of the user is read or written. */
const isolatedEnv = (folder, url) => ({
  HOME: folder,
  NODE_COMPILE_CACHE: undefined,
  NOVU_API_URL: url,
  NOVU_SECRET_KEY: KEY,
  ...Object.fromEntries(
    ["CONFIG", "CACHE", "STATE", "DATA"].map((name) => [
      `XDG_${name}_HOME`,
      path.join(folder, name.toLowerCase()),
    ]),
  ),
});

const measureIn = async (folder) => {
  const novu = await startLoopbackNovu();
  try {
    const bundled = await bundlePeers(path.join(folder, "peers"));
    const cases = names.flatMap((name) =>
      BENCHMARKS[name].majors.map((major) => ({ ...BENCHMARKS[name], name, major })),
    );
    return cases.map(({ measure, name, major, title, ...part }) => {
      process.stderr.write(`${title}, Node ${major} …\n`);
      const caseFolder = path.join(folder, `${name}-${major}`);
      mkdirSync(caseFolder);
      const found = measure({
        node: findNode(major),
        env: isolatedEnv(caseFolder, novu.url),
        key: KEY,
        folder: caseFolder,
        bundled,
      });
      return {
        ...part,
        id: `${name} ${major}`,
        title: name === "size" ? title : `${title}, Node ${major}`,
        values: found,
      };
    });
  } finally {
    await novu.stop();
  }
};

const machineInfo = machine([20, 22].map(findNode), RUNS);
const folder = mkdtempSync(path.join(tmpdir(), "novu-msg-bench-"));
try {
  const parts = await measureIn(folder);
  process.stdout.write(`${tableText(parts)}\n`);
  if (values.only === undefined) {
    const measured = Object.fromEntries(parts.map((part) => [part.id, part.values]));
    const notes = readFileSync(NOTES, "utf8");
    writeFileSync(PAGE, performancePage({ machine: machineInfo, parts, measured, notes }));
  }
  if (values.only === undefined || values.only.includes(BOUNDS)) {
    process.stderr.write("Bounds …\n");
    const boundsFolder = path.join(folder, BOUNDS);
    mkdirSync(boundsFolder);
    const node = findNode(BOUNDS_MAJOR);
    const cases = await bounds({ node, env: isolatedEnv(boundsFolder, ""), folder: boundsFolder });
    const section = boundsSection(cases, machine([node], RUNS));
    process.stdout.write(`${section}\n`);
    writeFileSync(RELIABILITY, withBounds(readFileSync(RELIABILITY, "utf8"), section));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
