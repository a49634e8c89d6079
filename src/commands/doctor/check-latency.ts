import { HEALTH_CHECK } from "../../novu/health.js";
import type { Observations } from "./examine.js";
import { type Finding, pass, skip, warn } from "./finding.js";
import { probedValue } from "./probe.js";

/** Slower than that is felt in every command. */
const SLOW_MS = 1_000;

export const checkLatency = ({ visits, line }: Pick<Observations, "visits" | "line">): Finding => {
  const samples = visits
    .filter(({ request, hadKey }) => !hadKey && request.path === HEALTH_CHECK.path)
    .map(({ milliseconds }) => Math.max(0, Math.round(milliseconds)))
    .sort((a, b) => a - b);
  const medianMs = samples[Math.floor((samples.length - 1) / 2)];
  if (medianMs === undefined) return skip("latency", "there is no answer to time");
  const { connectMs = 0, encryption } = probedValue(line) ?? {};
  const details = { medianMs, samples, connectMs, handshakeMs: encryption?.handshakeMs ?? null };
  const handshake = encryption === undefined ? "" : `, TLS handshake ${encryption.handshakeMs} ms`;
  const times = samples.length === 1 ? "1 answer" : `the median of ${samples.length} answers`;
  const finding = `${medianMs} ms, ${times}; connection ${connectMs} ms${handshake}`;
  return medianMs > SLOW_MS
    ? warn("latency", finding, details, ["--request-timeout gives slow answers longer."])
    : pass("latency", finding, details);
};
