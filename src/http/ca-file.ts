import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";

/** A file of certificate authorities as Node would find it; Node itself passes over a bad one. */
export interface CaFile {
  readonly file: string;
  readonly certificates: number;
  /** What is wrong with it, in words. */
  readonly problem: string | undefined;
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "you may not read it",
};

export const readCaFile = async (file: string): Promise<CaFile> => {
  try {
    const blocks = (await readFile(file, "utf8")).match(PEM) ?? [];
    const certificates = blocks.filter(isCertificate).length;
    const problem =
      certificates === 0
        ? "it holds no certificate in PEM form"
        : certificates < blocks.length
          ? "one of its certificates cannot be read"
          : undefined;
    return { file, certificates, problem };
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return { file, certificates: 0, problem: PROBLEMS[code] ?? code };
  }
};

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).serialNumber !== "";
  } catch {
    return false; // Which is the answer.
  }
};
