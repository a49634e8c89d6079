import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import tls from "node:tls";
import { errnoPhrase } from "../failures/errno-phrase.js";
import { Failure } from "../failures/failure.js";
import type { Env } from "../model/env.js";

/** A file of certificate authorities. */
interface CaFile {
  readonly file: string;
  /** The readable certificates, in PEM form. */
  readonly pems: readonly string[];
  /** Why the file, or a part of it, cannot be used. */
  readonly problem: string | undefined;
}

const PEM =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

export const readCaFile = async (file: string): Promise<CaFile> => {
  try {
    const blocks = (await readFile(file, "utf8")).match(PEM) ?? [];
    const pems = blocks.filter(isCertificate);
    const problem =
      pems.length === 0
        ? "it contains no PEM certificate"
        : pems.length < blocks.length
          ? "one of its certificates is invalid"
          : undefined;
    return { file, pems, problem };
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return { file, pems: [], problem: errnoPhrase(code, "read") };
  }
};

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).serialNumber !== "";
  } catch {
    return false;
  }
};

/** A file of authorities, and the option or variable that names it. */
export interface NamedFile {
  readonly source: "NODE_EXTRA_CA_CERTS" | "--ca-file";
  readonly file: string;
}

/** Node's own list, NODE_EXTRA_CA_CERTS, and the authorities of the files. @throws Failure E_FILE */
export const trustedPems = async (files: readonly NamedFile[], env: Env): Promise<readonly string[]> => {
  const added = await Promise.all(
    files.map(async ({ source, file }) => {
      const { pems, problem } = await readCaFile(file);
      if (problem === undefined) return pems;
      throw new Failure("E_FILE", `${source} ${file}: ${problem}`, {
        hint: ["It must be a PEM file with certificates. Nothing was sent."],
      });
    }),
  );
  return [...(await defaultRoots(env.NODE_EXTRA_CA_CERTS)), ...added.flat()];
};

/** A `ca` option replaces Node's default authorities, so the list has to include them. */
const defaultRoots = async (extra: string | undefined): Promise<readonly string[]> => {
  const { getCACertificates } = tls as { readonly getCACertificates?: (kind: "default") => string[] };
  if (getCACertificates !== undefined) return getCACertificates("default");
  // Node before 22.15 has no getCACertificates. Node ignores an unusable extra file, with a warning at start-up.
  const { pems } = extra ? await readCaFile(extra) : { pems: [] };
  return [...tls.rootCertificates, ...pems];
};
