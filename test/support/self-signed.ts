import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { useTempDir } from "./temp-dir.js";

interface SelfSigned {
  readonly key: Buffer;
  readonly cert: Buffer;
  /** Where the certificate lies. */
  readonly file: string;
}

/** A certificate that only its own maker trusts. */
export const selfSigned = (days = 2): SelfSigned => {
  const directory = useTempDir();
  const [key, cert] = [path.join(directory, "key.pem"), path.join(directory, "cert.pem")];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", String(days)];
  execFileSync("openssl", ["req", "-x509", ...kind, ...subject, "-keyout", key, "-out", cert], {
    stdio: "pipe",
  });
  return { key: readFileSync(key), cert: readFileSync(cert), file: cert };
};
