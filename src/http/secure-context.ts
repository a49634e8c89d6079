import tls from "node:tls";
import { Failure } from "../failures/failure.js";
import { readCaFile } from "./ca-file.js";

type Env = Readonly<Record<string, string | undefined>>;

/** What trusts the authorities of a file besides Node's own. @throws Failure E_FILE */
export const createSecureContext = async (file: string, env: Env): Promise<tls.SecureContext> =>
  tls.createSecureContext({ ca: [...(await trustedPems(file, env))] });

/** Node's own list, NODE_EXTRA_CA_CERTS, and the authorities of a file. @throws Failure E_FILE */
export const trustedPems = async (file: string, env: Env): Promise<readonly string[]> => {
  const { pems, problem } = await readCaFile(file);
  if (problem === undefined) return [...(await ownRoots(env.NODE_EXTRA_CA_CERTS)), ...pems];
  throw new Failure("E_FILE", `--ca-file ${file}: ${problem}`, {
    hint: ["It takes a file of certificates in PEM form. Nothing was sent."],
  });
};

/** A list given to Node takes the place of all that it trusts by itself, so that has to be in it. */
const ownRoots = async (extra: string | undefined): Promise<readonly string[]> => {
  const { getCACertificates } = tls as { readonly getCACertificates?: (kind: "default") => string[] };
  if (getCACertificates !== undefined) return getCACertificates("default");
  // Node before 22.15 cannot tell. A bad file it passes over, with a warning at its start.
  const { pems } = extra ? await readCaFile(extra) : { pems: [] };
  return [...tls.rootCertificates, ...pems];
};
