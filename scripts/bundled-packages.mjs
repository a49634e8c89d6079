import path from "node:path";

const PACKAGE = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//;

/** The folders of all packages with code in the bundle, from esbuild's metafile. */
export const bundledPackages = ({ outputs }) => {
  const folders = new Set();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const [, folder] = PACKAGE.exec(file.replaceAll(path.sep, "/")) ?? [];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders];
};
