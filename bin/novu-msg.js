#!/usr/bin/env node
const MIN_VERSION = [20, 18, 1];
const version = process.versions.node.split(".").map(Number);
const firstDifference = MIN_VERSION.findIndex((part, at) => version[at] !== part);

if (firstDifference >= 0 && version[firstDifference] < MIN_VERSION[firstDifference]) {
  process.stderr.write(
    `novu-msg needs Node ${MIN_VERSION.join(".")} or newer; this is ${process.versions.node}.\n`,
  );
  process.exitCode = 3;
} else {
  // Bundled CommonJS loads Node's modules through it. Node 21 and the first releases of 22 lack it.
  process.getBuiltinModule ??= (await import("node:module")).createRequire(import.meta.url);
  await import("../dist/main.js");
}
