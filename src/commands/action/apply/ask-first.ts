import type { CheckedRow } from "../../../bulk/bulk-row.js";
import { placeInWords } from "../../../config/place-in-words.js";
import type { Connected, Context, WriteWish } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { numberText } from "../../../model/number-text.js";
import { countAhead } from "./count-ahead.js";
import type { BulkInput } from "./open-input.js";

type Batches = AsyncIterable<readonly CheckedRow[]>;

/** More writes than this are asked about first. */
const MOST_UNASKED = 20;

/** How many rows there are, as far as anybody has looked. */
interface Amount {
  /** Undefined where the input was not read to its end. */
  readonly total: number | undefined;
  readonly isMany: boolean;
}

/** Reads ahead where the number of rows is not known, so that nothing is written before somebody said yes. */
export const measure = async (
  total: number | undefined,
  batches: Batches,
  isYes: boolean,
): Promise<Amount & { readonly batches: Batches }> => {
  if (total !== undefined) return { total, isMany: total > MOST_UNASKED, batches };
  // With a yes given there is nothing to wait for.
  if (isYes) return { total, isMany: true, batches };
  const ahead = await countAhead(batches, MOST_UNASKED + 1);
  return { total, isMany: ahead.hasEnough, batches: ahead.batches };
};

/**
 * What somebody is to agree to.
 * @throws Failure E_CONFIRM where rows come on stdin, so that nobody can answer there
 */
export const wishFor = async (
  { output, isYes }: Pick<Context, "output" | "isYes">,
  { novu, facts }: Pick<Connected, "novu" | "facts">,
  { total, isMany }: Amount,
  { isStdin }: Pick<BulkInput, "isStdin">,
): Promise<WriteWish> => {
  const what = `write ${amountText(total, isMany)}`;
  if (!isMany || isYes) return { what };
  // Only somebody who reads the question needs the name; a script pays for no request more.
  const environment =
    facts.profile?.environment ?? (output.isForPerson ? await novu.environment() : undefined);
  const question = `${what} to ${placeInWords(facts, environment)}?`;
  if (isStdin) {
    throw new Failure("E_CONFIRM", `a yes is needed: ${question}`, {
      hint: ["The rows come on stdin, so nobody can be asked there. Nothing was written."],
      addition: { words: ["--yes"] },
    });
  }
  return { what, question };
};

const amountText = (total: number | undefined, isMany: boolean): string => {
  if (total !== undefined) return `${numberText(total)} action${total === 1 ? "" : "s"}`;
  return isMany ? `more than ${MOST_UNASKED} actions` : `up to ${MOST_UNASKED} actions`;
};
