import type { JsonObject } from "../../model/json.js";
import { withoutKeyLike } from "../../secrets/secret.js";
import type { Advice, Finding } from "./finding.js";

/** The finding without what looks like a key: somebody may have put one where an address or a name belongs. */
export const withoutKeys = (finding: Finding): Finding => ({
  ...finding,
  finding: withoutKeyLike(finding.finding),
  next: finding.next.map(adviceWithoutKeys),
  details: maskedDetails(finding.details),
});

const adviceWithoutKeys = (advice: Advice): Advice =>
  typeof advice === "string"
    ? withoutKeyLike(advice)
    : { ...advice, words: advice.words.map((word) => withoutKeyLike(word)) };

/** The mask holds nothing that JSON would have to write otherwise. */
const maskedDetails = (details: JsonObject): JsonObject =>
  JSON.parse(withoutKeyLike(JSON.stringify(details)));
