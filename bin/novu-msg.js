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
  await import("../dist/main.js").catch((error) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND" || !String(error.url).endsWith("/dist/main.js")) throw error;
    const { pathname } = new URL("..", import.meta.url);
    process.stderr.write(
      pathname.includes("/node_modules/")
        ? "novu-msg is not built here: a git address has only its sources. Install the package, or a tarball from `npm pack`.\n"
        : `novu-msg is not built yet. Run: npm install && npm run build   (in ${pathname})\n`,
    );
    process.exitCode = 3;
  });
}
