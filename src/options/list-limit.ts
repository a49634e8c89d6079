import { Failure } from "../failures/failure.js";

const DEFAULT_LIMIT = 20;

/** The maximum number of list items; undefined for all. @throws Failure E_CONFLICT */
export const listLimit = ({ limit, all }: { limit?: number; all?: true }): number | undefined => {
  if (limit !== undefined && all) {
    throw new Failure("E_CONFLICT", "--limit and --all can't be combined", { hint: ["Nothing was sent."] });
  }
  return all ? undefined : (limit ?? DEFAULT_LIMIT);
};
