/**
 * Every check, in the order in which they are shown. The first that fails decides the exit code: each
 * group rests on the one before it, so what fails later mostly fails because of what failed earlier.
 */
export const CHECKS = [
  { id: "program", group: "set-up", label: "program" },
  { id: "config-folder", group: "set-up", label: "config folder" },
  { id: "config-file", group: "set-up", label: "config file" },
  { id: "profiles", group: "set-up", label: "profiles" },
  { id: "address", group: "set-up", label: "address" },
  { id: "dns", group: "network", label: "host name" },
  { id: "proxy", group: "network", label: "proxy" },
  { id: "ca-file", group: "network", label: "own CAs" },
  { id: "connection", group: "network", label: "connection" },
  { id: "tls", group: "network", label: "encryption" },
  { id: "key-source", group: "key", label: "key source" },
  { id: "key", group: "key", label: "key" },
  { id: "api", group: "server", label: "API" },
  { id: "server-version", group: "server", label: "version" },
  { id: "latency", group: "server", label: "latency" },
  { id: "clock", group: "server", label: "clock" },
  { id: "route-messages", group: "server", label: "v1 messages" },
  { id: "route-actions", group: "server", label: "v1 actions" },
  { id: "route-notifications", group: "server", label: "v2 routes" },
  { id: "rate-limit", group: "server", label: "rate limit" },
  { id: "idempotency", group: "server", label: "idempotency" },
  { id: "deprecation", group: "server", label: "deprecation" },
] as const;

export type CheckId = (typeof CHECKS)[number]["id"];

/** `info` is neither good nor bad; `skip` could not be looked at. */
export type CheckState = "pass" | "info" | "skip" | "warn" | "fail";
