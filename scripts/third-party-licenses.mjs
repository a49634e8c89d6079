import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundledPackages } from "./bundled-packages.mjs";

const LICENSE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i;
const SEPARATOR = "-".repeat(80);

const HEAD = `novu-msg holds code of the packages below, bundled into the files beside this one and otherwise unchanged.
Each keeps its own licence, which follows its name; its source is at the address given.
`;

/**
 * Writes THIRD-PARTY-LICENSES.txt with the licences of all bundled libraries.
 * @param metafiles esbuild's metafiles of all files in the folder
 */
export const writeThirdPartyLicenses = (metafiles, folder) => {
  const entries = metafiles.flatMap((metafile) => bundledPackages(metafile).map(entryOf));
  const text = [HEAD, ...[...new Set(entries)].sort()].join(`\n${SEPARATOR}\n`);
  writeFileSync(path.join(folder, "THIRD-PARTY-LICENSES.txt"), text);
};

const entryOf = (folder) => {
  const { name, version, license, repository } = JSON.parse(
    readFileSync(path.join(folder, "package.json"), "utf8"),
  );
  const files = readdirSync(folder)
    .filter((file) => LICENSE_FILE.test(file))
    .sort();
  if (files.length === 0) throw new Error(`${name} has no licence file; dist/ must not hold it without one`);
  const texts = files.map((file) => readFileSync(path.join(folder, file), "utf8").trim());
  return [
    `${name} ${version}`,
    `License: ${license}`,
    `Source: ${sourceOf(repository, name)}`,
    "",
    ...texts,
    "",
  ].join("\n");
};

const sourceOf = (repository, name) => {
  const address = typeof repository === "string" ? repository : repository?.url;
  return address ?? `the npm package ${name}`;
};
