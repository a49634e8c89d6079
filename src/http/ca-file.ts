import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";

/** A file of certificate authorities. */
export interface CaFile {
  readonly file: string;
  /** Those that can be read. */
  readonly pems: readonly string[];
  /** What is wrong with it, in words. */
  readonly problem: string | undefined;
}

const PEM =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "you may not read it",
};

export const readCaFile = async (file: string): Promise<CaFile> => {
  try {
    const blocks = (await readFile(file, "utf8")).match(PEM) ?? [];
    const pems = blocks.filter(isCertificate);
    const problem =
      pems.length === 0
        ? "it holds no certificate in PEM form"
        : pems.length < blocks.length
          ? "one of its certificates cannot be read"
          : undefined;
    return { file, pems, problem };
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return { file, pems: [], problem: PROBLEMS[code] ?? code };
  }
};

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).serialNumber !== "";
  } catch {
    return false; // Which is the answer.
  }
};
