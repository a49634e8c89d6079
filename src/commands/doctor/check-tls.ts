import { isLoopback } from "../../config/api-url.js";
import type { Encryption } from "../../http/connect.js";
import type { Observations } from "./examine.js";
import { type Finding, fail, info, pass, skip, warn } from "./finding.js";
import { shorten } from "./shorten.js";

const DAY_MS = 86_400_000;
/** Certificates that renew themselves do so a month before their end. */
const FEW_DAYS = 21;

export const checkTls = ({ line, survey, now }: Pick<Observations, "line" | "survey" | "now">): Finding => {
  const address = survey.apiUrl?.value;
  if (address?.startsWith("http:")) return plainHttp(address, survey);
  if (line.kind === "skipped") return skip("tls", line.because);
  if (line.kind === "failed" || line.value.encryption === undefined)
    return skip("tls", "there is no connection");
  return certificate(line.value.encryption, now);
};

const plainHttp = (address: string, { problems }: Observations["survey"]): Finding => {
  if (problems.plainHttp !== undefined) return fail("tls", problems.plainHttp);
  if (isLoopback(address)) return info("tls", "plain http, within this machine", { encrypted: false });
  return warn("tls", "plain http, as was allowed: the key can be read on its way", { encrypted: false }, [
    "Use https, if the server has it.",
  ]);
};

const certificate = (encryption: Encryption, now: number): Finding => {
  const { protocol, issuer, validTo, distrust, handshakeMs } = encryption;
  const daysLeft = validTo === undefined ? undefined : Math.floor((validTo - now) / DAY_MS);
  const by = issuer === undefined ? "nobody named" : shorten(issuer);
  const details = {
    encrypted: true,
    protocol,
    handshakeMs,
    issuer: by,
    daysLeft: daysLeft ?? null,
    validTo: validTo === undefined ? null : new Date(validTo).toISOString(),
  };
  const what = `certificate by ${by}, ${validity(daysLeft)}`;
  if (distrust !== undefined)
    return fail("tls", distrust, { finding: `${distrust.message}: ${what}`, details });
  const finding = `${protocol}, ${what}`;
  return daysLeft !== undefined && daysLeft < FEW_DAYS
    ? warn("tls", finding, details, ["Whoever runs the server should renew its certificate."])
    : pass("tls", finding, details);
};

const validity = (daysLeft: number | undefined): string => {
  if (daysLeft === undefined) return "its end unknown";
  if (daysLeft < 0) return "no longer valid";
  return `valid for ${daysLeft === 1 ? "1 more day" : `${daysLeft} more days`}`;
};
