const DEPLOY = "65f0c1a9b2d4e6f8a0b1c2d3";
const SECOND = "65f0c1a9b2d4e6f8a0b1c2d7";
const PRESSES = "novu-msg sandbox press 65f0c1a9b2d4e6f8a0b1c2d3 primary --after 1s -q";

/** The files that examples of help name, beside the reader. */
export const EXAMPLE_FILES: Readonly<Record<string, string>> = {
  "event.json": JSON.stringify({ name: "approval", to: "alice", payload: { what: "4.2" } }),
  "on-press.sh": '#!/bin/sh\necho "$0 was told of $NOVU_LABEL"\n',
  // The same question to somebody else.
  "second.json": JSON.stringify({
    messages: [
      {
        messageId: SECOND,
        subscriberId: "bob",
        transactionId: "txn_6b03e09d1rjx8pm0wzp2",
        content: "Deploy?",
      },
    ],
  }),
  "tickets.csv": `user,messageId\nalice,${DEPLOY}\n`,
  "seed.json": JSON.stringify({ messages: [{ content: "Deploy 4.3 to production?" }] }),
};

/** Folders of the home that a reader has who types such a line. */
export const EXAMPLE_FOLDERS = [".zfunc", ".config/fish/completions"];

/** What a reader has typed before. */
export const TYPED_BEFORE: Readonly<Record<string, readonly string[]>> = {
  "novu-msg action is alice 65f0c1a9b2d4e6f8a0b1c2d3 primary && ./deploy.sh": [PRESSES, "sleep 1.5"],
  "novu-msg action wait alice 65f0c1a9b2d4e6f8a0b1c2d3 --timeout 1h && ./deploy.sh": [PRESSES],
  "novu-msg action wait --transaction txn_6b03e09d1rjx8pm0wzp2 --allow-missing 60s || rc=$?": [PRESSES],
  "novu-msg action wait alice --latest --for primary --map primary=0,secondary=1": [PRESSES],
  "novu-msg action wait alice 65f0c1a9b2d4e6f8a0b1c2d3 --json --query pressed": [PRESSES],
  "novu-msg action wait --transaction txn_6b03e09d1rjx8pm0wzp2 --for primary --quorum 2": [
    "novu-msg sandbox seed --file second.json -q",
    PRESSES,
    `novu-msg sandbox press ${SECOND} primary --after 2s -q`,
  ],
  "novu-msg sandbox env": ["novu-msg sandbox start --background"],
  "novu-msg sandbox env --shell fish": ["novu-msg sandbox start --background"],
  "novu-msg sandbox env --port 3000": ["novu-msg sandbox start --background --port 3000"],
  "novu-msg sandbox stop": ["novu-msg sandbox start --background"],
  "novu-msg sandbox stop --port 3000": ["novu-msg sandbox start --background --port 3000"],
};
