import { isLoopback } from "../../config/api-url.js";
import type { ProxyPlan } from "../../config/resolve-proxy.js";
import { Failure } from "../../failures/failure.js";
import type { Connection, Encryption, NamedCaFile } from "../../http/network-probe.js";
import { DAY_MS } from "../../model/durations.js";
import { type Check, type CheckResult, fail, info, pass, shorten, skip, warn } from "./check.js";
import type { Observations } from "./observations.js";

const checkHostName = (found: readonly string[], { survey }: Observations): CheckResult => {
  const host = new URL(survey.apiUrl?.value ?? "").hostname;
  const addresses = [...found];
  const isLiteral = addresses.some((address) => host === address || host === `[${address}]`);
  return isLiteral
    ? info(`not needed: ${host} is an IP address`, { host, addresses })
    : pass(`${host} is ${addresses.join(", ")}`, { host, addresses });
};

/** Which proxy is used for the address, and why; the connection check shows whether it works. */
const checkProxy = ({ configured, selected, directReason }: ProxyPlan): CheckResult => {
  const details = {
    set: configured.map((setting) => ({ ...setting })),
    applying: selected?.source ?? null,
    proxy: selected?.label ?? null,
  };
  if (configured.length === 0) return info("not set", details);
  const listed = (settings: typeof configured) =>
    settings.map(({ name, value }) => `${name}=${value}`).join(", ");
  if (selected === undefined)
    return pass(`none: ${directReason ?? "no proxy for this URL"}; set: ${listed(configured)}`, details);
  const others = configured.filter(({ name }) => name !== selected.source);
  const also = others.length === 0 ? "" : `; also set: ${listed(others)}`;
  return pass(`${selected.label}, from ${selected.source}${also}`, details);
};

/** A bad --ca-file stops every request; Node itself ignores a bad NODE_EXTRA_CA_CERTS, with a warning. */
const checkCaFiles = ({ caFiles }: Observations): CheckResult => {
  if (caFiles.length === 0) return info("--ca-file and NODE_EXTRA_CA_CERTS aren't set", { files: [] });
  const details = {
    files: caFiles.map(({ source, file, pems }) => ({ source, file, certificates: pems.length })),
  };
  const finding = caFiles.map(caFileText).join("; ");
  const broken = caFiles.filter(({ problem }) => problem !== undefined);
  const next = broken.map(
    ({ source }) => `Set ${source} to a readable PEM file with certificates, or unset it.`,
  );
  if (broken.some(({ source }) => source === "--ca-file"))
    return fail(new Failure("E_FILE", finding), { details, next });
  return broken.length > 0 ? warn(finding, details, next) : pass(finding, details);
};

const caFileText = ({ source, file, pems, problem }: NamedCaFile): string => {
  const count = pems.length === 1 ? "1 certificate" : `${pems.length} certificates`;
  if (problem === undefined) return `${source}: ${file}, ${count}`;
  return `${source} names ${file}, and ${problem}${source === "--ca-file" ? "" : "; Node ignores it"}`;
};

const checkConnection = ({ address, isThroughProxy, connectMs }: Connection): CheckResult =>
  pass(`${isThroughProxy ? `through the proxy ${address}` : `to ${address}`} in ${connectMs} ms`, {
    address,
    isThroughProxy,
    connectMs,
  });

/** What the settings forbid is told without a connection, and so is plain http. */
const checkEncryption = ({ connection, survey, now }: Observations): CheckResult => {
  const address = survey.apiUrl?.value;
  if (survey.problems.encryption !== undefined) return fail(survey.problems.encryption);
  if (address?.startsWith("http:")) return plainHttp(address);
  if (connection.kind === "skipped") return skip(connection.reason);
  if (connection.kind === "failed" || connection.value.encryption === undefined)
    return skip("there is no connection");
  return certificate(connection.value.encryption, now);
};

const plainHttp = (address: string): CheckResult => {
  if (isLoopback(address)) return info("plain http, within this machine", { encrypted: false });
  return warn("plain http (allowed): the key is sent unencrypted", { encrypted: false }, [
    "Use https if the server supports it.",
  ]);
};

/** Certificates are usually renewed a month before they expire, so fewer days left mean that renewal failed. */
const MIN_DAYS_LEFT = 21;

const certificate = (encryption: Encryption, now: number): CheckResult => {
  const { protocol, issuer, validTo, certificateFailure, handshakeMs } = encryption;
  const daysLeft = validTo === undefined ? undefined : Math.floor((validTo - now) / DAY_MS);
  const by = issuer === undefined ? "an unnamed CA" : shorten(issuer);
  const details = {
    encrypted: true,
    protocol,
    handshakeMs,
    issuer: by,
    daysLeft: daysLeft ?? null,
    validTo: validTo === undefined ? null : new Date(validTo).toISOString(),
  };
  const what = `certificate by ${by}, ${validity(daysLeft)}`;
  if (certificateFailure !== undefined)
    return fail(certificateFailure, { finding: `${certificateFailure.message}: ${what}`, details });
  const finding = `${protocol}, ${what}`;
  return daysLeft !== undefined && daysLeft < MIN_DAYS_LEFT
    ? warn(finding, details, ["Ask the server's operator to renew the certificate."])
    : pass(finding, details);
};

const validity = (daysLeft: number | undefined): string => {
  if (daysLeft === undefined) return "expiry unknown";
  if (daysLeft < 0) return "expired";
  return `valid for ${daysLeft === 1 ? "1 more day" : `${daysLeft} more days`}`;
};

export const NETWORK_CHECKS: readonly Check[] = [
  { id: "dns", label: "host name", probe: "addresses", run: checkHostName },
  { id: "proxy", label: "proxy", probe: "proxy", run: checkProxy },
  { id: "ca-file", label: "own CAs", run: checkCaFiles },
  { id: "connection", label: "connection", probe: "connection", run: checkConnection },
  { id: "tls", label: "encryption", run: checkEncryption },
];
