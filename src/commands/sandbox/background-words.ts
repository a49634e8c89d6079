import type { StartSandboxInput } from "./start.js";

/** What was asked for, as words for the process that does it; it answers as JSON and has its seed from stdin. */
export const backgroundWords = (input: StartSandboxInput): string[] => [
  "sandbox",
  "start",
  "--json",
  "--no-input",
  `--server=${input.server}`,
  `--port=${input.port}`,
  ...input.keys.map((key) => `--key=${key}`),
  ...(input.idempotency ? ["--idempotency"] : []),
  ...(input.rateLimit === undefined
    ? []
    : [`--rate-limit=${input.rateLimit.requests}/${input.rateLimit.seconds}`]),
  ...input.faults.map(({ name }) => `--fault=${name}`),
  ...(input.stopAfter === undefined ? [] : [`--stop-after=${input.stopAfter}ms`]),
  ...(input.seed === undefined ? [] : ["--seed=-"]),
];
