import * as v from "valibot";
import { badRequest } from "./api-error.js";
import { isObject, isTooDeep, TOO_DEEP } from "./json.js";
import type { Seed } from "./sandbox.js";
import { seedSchema } from "./seed-schema.js";

/** One thing that is wrong with a seed. */
export interface SeedProblem {
  /** `messages[2].answer.button`; empty for the whole. */
  readonly path: string;
  readonly why: string;
}

const MOST_SHOWN = 20;

/** @throws ApiError 400 when there is any problem, with a line for each */
export const refuseSeedProblems = (problems: readonly SeedProblem[]): void => {
  if (problems.length === 0) return;
  const lines = problems.map(({ path, why }) => (path === "" ? `a seed ${why}` : `${path}: ${why}`));
  const rest = lines.length - MOST_SHOWN;
  throw badRequest([...lines.slice(0, MOST_SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])]);
};

const pathOf = ({ path }: Pick<v.BaseIssue<unknown>, "path">): string =>
  (path ?? [])
    .map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");

/**
 * Anything as a seed, every field of its form.
 * @param told how a problem is told
 * @throws ApiError 400 with a line for each thing that is wrong
 */
export const readSeed = (
  document: unknown,
  told: (problem: SeedProblem) => SeedProblem = (problem) => problem,
): Seed => {
  if (isTooDeep(document)) throw badRequest(`a seed cannot be ${TOO_DEEP}`);
  const { success, output, issues } = v.safeParse(seedSchema, document, { abortPipeEarly: true });
  if (success) return output;
  refuseSeedProblems(issues.map((issue) => told({ path: pathOf(issue), why: issue.message })));
  throw badRequest("a seed of no known form");
};

/** Whether it is the fields of one message rather than those of a seed file. */
export const isOneMessage = (what: unknown): boolean =>
  isObject(what) && !["$schema", "subscribers", "messages"].some((field) => field in what);
