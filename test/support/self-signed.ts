import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { useTempDir } from "./temp-dir.js";

export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
  /** The path of the certificate. */
  readonly file: string;
}

const KIND = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

const openssl = (...words: readonly string[]): void => {
  execFileSync("openssl", words, { stdio: "pipe" });
};

/** A self-signed certificate. */
export const selfSigned = (days = 2): Certificate => {
  const directory = useTempDir();
  const [key, cert] = [path.join(directory, "key.pem"), path.join(directory, "cert.pem")];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  openssl("req", "-x509", ...KIND, "-days", String(days), ...subject, "-keyout", key, "-out", cert);
  return { key: readFileSync(key), cert: readFileSync(cert), file: cert };
};

export interface Authority {
  /** The path of its certificate. */
  readonly file: string;
  /**
   * Issues a certificate.
   * @param name such as `IP:127.0.0.1` or `DNS:novu.test`
   * @param days validity in days from now; negative for an expired one
   */
  readonly issue: (name: string, days?: number) => Certificate;
}

/** A certificate authority for this test only. */
export const privateAuthority = (): Authority => {
  const directory = useTempDir();
  const at = (name: string) => path.join(directory, name);
  const ends = ["-days", "9", "-subj", "/CN=Test Authority"];
  openssl("req", "-x509", ...KIND, ...ends, "-keyout", at("ca.key"), "-out", at("ca.pem"));
  let issued = 0;
  return {
    file: at("ca.pem"),
    issue: (name, days = 2) => {
      issued += 1;
      const [key, request, cert] = [at(`${issued}.key`), at(`${issued}.csr`), at(`${issued}.pem`)];
      const extensions = at(`${issued}.ext`);
      writeFileSync(extensions, `subjectAltName=${name}\n`);
      openssl("req", ...KIND, "-subj", "/CN=server", "-keyout", key, "-out", request);
      const signer = ["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial"];
      openssl(
        "x509",
        "-req",
        "-in",
        request,
        ...signer,
        "-days",
        String(days),
        "-extfile",
        extensions,
        "-out",
        cert,
      );
      return { key: readFileSync(key), cert: readFileSync(cert), file: cert };
    },
  };
};
