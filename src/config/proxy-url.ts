import { Failure } from "../failures/failure.js";
import { withoutUserInfo } from "../secrets/secret.js";

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * A proxy's address; without a scheme it is http, as in curl.
 * @param source the flag or variable it came from
 * @throws Failure E_URL, which shows neither user name nor password
 */
export const proxyUrl = (text: string, source: string): URL => {
  const address = text.trim();
  const full = HAS_SCHEME.test(address) ? address : `http://${address}`;
  if (!URL.canParse(full)) throw refused(address, source);
  const url = new URL(full);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refused(address, source, "Only proxies that are spoken to over http or https can be used.");
  }
  if (!canDecode(url)) {
    throw refused(address, source, "A % in its user name or password has to be written as %25.");
  }
  return url;
};

const canDecode = ({ username, password }: URL): boolean => {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false; // Which is the answer.
  }
};

const refused = (address: string, source: string, why?: string): Failure =>
  new Failure(
    "E_URL",
    address === ""
      ? `${source} is empty; ${source} none goes without a proxy`
      : `"${withoutUserInfo(address)}" from ${source} cannot be used as a proxy`,
    {
      hint: [
        ...(why === undefined ? [] : [why]),
        "A proxy looks like http://proxy.example.com:3128; --proxy none goes without. Nothing was sent.",
      ],
    },
  );
