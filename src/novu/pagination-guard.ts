import { Failure } from "../failures/failure.js";

/** After so many pages in a row without anything new, the server is taken to repeat itself. */
export const MOST_REPEATS = 10;

export const paginationGuard = (what: string, pagesRead: number): Failure =>
  new Failure(
    "E_SEARCH",
    `gave up after ${pagesRead} pages: the server's list of ${what} does not come to an end`,
    {
      hint: ["It repeats itself from page to page. What came before it was shown as far as it goes."],
      sent: "yes",
      details: { pagesRead },
    },
  );
