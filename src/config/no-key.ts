import { Failure } from "../failures/failure.js";

/** A running sandbox that could be used, and the line for the user's shell that does so. */
interface SandboxOffer {
  readonly url: string;
  readonly line: string;
}

/** @param searched the sources that were searched, as a list in words */
export const noKey = (searched: string, sandbox?: SandboxOffer): Failure =>
  new Failure("E_NO_KEY", "no API key found", {
    hint: [
      `Checked: ${searched}`,
      ...(sandbox === undefined
        ? []
        : [`A sandbox is running at ${sandbox.url}. To use it from this shell: ${sandbox.line}`]),
    ],
    next: [
      ...(sandbox === undefined
        ? []
        : [{ words: ["novu-msg", "sandbox", "list"], when: "to see your running sandboxes" }]),
      {
        words: ["novu-msg", "profile", "add", "prod", "--region", "eu"],
        when: "to enter the key, verify it and store it",
      },
      { words: ["export", "NOVU_SECRET_KEY=your-key"], when: "in CI" },
    ],
  });
