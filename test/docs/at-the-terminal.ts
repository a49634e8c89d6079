import type { Sandbox } from "../../src/sandbox/sandbox.js";
import { KEY } from "../support/sandbox.js";
import { KEY as PRESS } from "../support/terminal.js";
import { type Act, INTERRUPT } from "./run-session.js";
import type { Manner } from "./session-script.js";

interface TerminalLine {
  readonly line: string;
  /** What the person at the terminal waits for, and does then. */
  readonly acts: readonly Act[];
  /** Where it does not end with 0. */
  readonly exit?: number;
  readonly manner?: Exclude<Manner, "piped">;
}

const DEPLOY = "65f0c1a9b2d4e6f8a0b1c2d3";

/** Somebody presses a button in the Inbox. */
const press =
  (messageId: string, button: "primary" | "secondary") =>
  (sandbox: Sandbox): void =>
    sandbox.press(messageId, button);

/** A program sets it back. */
const takeBack = async ({ url }: Sandbox): Promise<void> => {
  await fetch(`${url}/v1/subscribers/alice/messages/${DEPLOY}/actions/primary`, {
    method: "POST",
    headers: { Authorization: `ApiKey ${KEY}`, "Content-Type": "application/json" },
    body: JSON.stringify({ status: "pending" }),
  });
};

const typesKey: readonly Act[] = [["API key", `${KEY}\r`]];

/** The lines of the docs that ask something, or go on until Ctrl-C. One that is no longer there fails a test. */
export const AT_THE_TERMINAL: readonly TerminalLine[] = [
  { line: "novu-msg profile add prod --region eu", acts: typesKey },
  { line: "novu-msg profile set prod", acts: typesKey },
  { line: "novu-msg profile add dev --region us", acts: typesKey },
  { line: "novu-msg profile add local --api-url http://localhost:3000", acts: typesKey },
  { line: "novu-msg profile add prod --region eu --protected", acts: typesKey },
  { line: "novu-msg profile add live --region eu", acts: typesKey },
  {
    line: "novu-msg",
    acts: [
      ["❯ prod", PRESS.enter],
      ["? Subscriber", `alice${PRESS.enter}`],
      ["❯ Deploy 4.2", PRESS.enter],
      ["❯ primary: Approve", PRESS.enter],
      ["❯ done", PRESS.enter],
      ["❯ no payload", INTERRUPT],
    ],
    exit: 130,
  },
  {
    line: "novu-msg action watch --subscriber alice",
    acts: [
      ["watching", press(DEPLOY, "primary")],
      ["pressed", takeBack],
      ["reverted", INTERRUPT],
    ],
    exit: 130,
  },
  { line: "novu-msg action watch --subscriber bob", acts: [["pressed", INTERRUPT]], exit: 130 },
  {
    line: "novu-msg action watch --workflow deploy-approval --events pressed,reverted",
    acts: [["watching", INTERRUPT]],
    exit: 130,
  },
  {
    line: "novu-msg action watch --transaction txn_6b03e09d1rjx8pm0wzp2 --count 1",
    acts: [["watching", press(DEPLOY, "secondary")]],
  },
  {
    line: "novu-msg action watch --events pressed --exec ./on-press.sh",
    acts: [
      ["watching", press(DEPLOY, "primary")],
      ["on-press.sh was told of Approve", INTERRUPT],
    ],
    exit: 130,
  },
  { line: "novu-msg profile remove old", acts: [["and its key?", "y\r"]] },
  { line: "novu-msg message delete 65f0c1a9b2d4e6f8a0b1c2d3", acts: [["permanently delete message", "y\r"]] },
  ...["", " --port 3000 --key my-test-key"].map((options) => ({
    line: `novu-msg sandbox start${options}`,
    acts: [["press Ctrl-C to stop it", () => {}] as const],
    exit: 130,
    manner: "aside" as const,
  })),
];
