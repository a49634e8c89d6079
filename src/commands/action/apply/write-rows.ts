import type { InParts } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import type { ApplyPart } from "../../../views/apply-view.js";
import type { ApplyInput } from "./apply-input.js";
import { measure, wishFor } from "./ask-first.js";
import { checkFirst } from "./check-rows.js";
import { assertOwnFile, openFailedFile } from "./failed-file.js";
import { watchInput } from "./input-watch.js";
import { openJournalFor } from "./journal-for.js";
import type { BulkInput } from "./open-input.js";
import { rateOf } from "./rate-of.js";
import { reportRun } from "./report-run.js";
import { startRun } from "./start-run.js";
import { createWay } from "./way-of-requests.js";

/** More at once wins little (docs/novu-api.md, "One request at a time, or several"). */
const AT_ONCE = 8;

/** Writes the rows, once somebody has agreed: one result a row (ADR 0032). */
export const writeRows = async (
  context: Context,
  input: ApplyInput,
  source: BulkInput,
): Promise<InParts<ApplyPart>> => {
  const { output, signal, isYes } = context;
  const { concurrency = AT_ONCE, maxFailures, failedTo, guards } = input;
  const way = createWay(context, rateOf(input.rate, context.env), concurrency);
  await assertOwnFile(input);
  const connected = await context.connect({ client: way.client });
  const { total, open } = await checkFirst(output, input, source);
  const opened = await open();
  const watch = watchInput(opened.batches, signal);
  const amount = await measure(total, watch.batches, isYes);
  const novu = await connected.forWriting(await wishFor(context, connected, amount, source));
  const journal = await openJournalFor(context, input, connected);
  way.guardWith(journal.assertHeld);
  const failedFile = await openFailedFile(failedTo, opened).catch(async (error) => {
    await journal.close();
    throw error;
  });
  const run = startRun(context, {
    batches: amount.batches,
    novu,
    way,
    journal,
    guards,
    concurrency,
    maxFailures,
  });
  return reportRun(context, {
    run,
    journal,
    failedFile,
    total,
    isWhole: watch.isWhole,
    now: way.now,
    place: connected.facts,
    source,
    input,
  });
};
