#!/usr/bin/env node
import module from "node:module";

const OLDEST = [20, 18, 1];
const version = process.versions.node.split(".").map(Number);
const differing = OLDEST.findIndex((part, at) => version[at] !== part);

if (differing >= 0 && version[differing] < OLDEST[differing]) {
  process.stderr.write(
    `novu-msg needs Node ${OLDEST.join(".")} or newer; this is ${process.versions.node}.\n`,
  );
  process.exitCode = 3;
} else {
  module.enableCompileCache?.();
  await import("../dist/main.js");
}
