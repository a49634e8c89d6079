import { Failure } from "../failures/failure.js";

/** The failure where no key was found; `places` is what was looked at. */
export const noKey = (places: string): Failure =>
  new Failure("E_NO_KEY", "no API key for this run", {
    hint: [`looked at: ${places}`],
    next: [
      {
        words: ["novu-msg", "profile", "add", "prod", "--region", "eu"],
        when: "asks for the key, checks it, stores it",
      },
      { words: ["export", "NOVU_SECRET_KEY=your-key"], when: "in CI" },
    ],
  });
