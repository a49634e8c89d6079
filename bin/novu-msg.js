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
  // Node has it from 22 on; before, even looking for it would cost a millisecond.
  if (version[0] >= 22) process.getBuiltinModule("node:module").enableCompileCache?.();
  await import("../dist/main.js");
}
