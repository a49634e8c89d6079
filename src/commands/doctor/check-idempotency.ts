import { type Finding, skip } from "./finding.js";

/** Servers look at the key of a POST or PATCH only, and echo it nowhere else (contract 5). */
export const checkIdempotency = (): Finding => skip("idempotency", "only a write would show it");
