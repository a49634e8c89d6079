import { Failure } from "../failures/failure.js";

/** @param searched the sources that were searched, as a list in words */
export const noKey = (searched: string): Failure =>
  new Failure("E_NO_KEY", "no API key for this run", {
    hint: [`looked at: ${searched}`],
    next: [
      {
        words: ["novu-msg", "profile", "add", "prod", "--region", "eu"],
        when: "asks for the key, checks it, stores it",
      },
      { words: ["export", "NOVU_SECRET_KEY=your-key"], when: "in CI" },
    ],
  });
