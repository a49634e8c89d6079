#!/usr/bin/env node
const OLDEST = [20, 18, 1];
const version = process.versions.node.split(".").map(Number);
const differing = OLDEST.findIndex((part, at) => version[at] !== part);

if (differing >= 0 && version[differing] < OLDEST[differing]) {
  process.stderr.write(
    `novu-msg needs Node ${OLDEST.join(".")} or newer; this is ${process.versions.node}.\n`,
  );
  process.exitCode = 3;
} else {
  // What bundled CommonJS asks for Node's own modules; 21 and the first releases of 22 lack it.
  process.getBuiltinModule ??= (await import("node:module")).createRequire(import.meta.url);
  await import("../dist/main.js");
}
