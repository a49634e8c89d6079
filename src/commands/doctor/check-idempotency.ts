import { type Finding, skip } from "./finding.js";

/** Servers read and echo the key of a POST or PATCH only (docs/novu-api.md, "Idempotency"). */
export const checkIdempotency = (): Finding => skip("idempotency", "only a write would show it");
