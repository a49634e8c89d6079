import type { Seed } from "../../src/sandbox/sandbox.js";

/** What the examples of the docs speak of: alice and her messages. */
export const SEED: Seed = {
  subscribers: [
    { subscriberId: "alice", firstName: "Alice", email: "alice@example.com" },
    { subscriberId: "bob", firstName: "Bob" },
    { subscriberId: "ada-1815", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" },
  ],
  messages: [
    { messageId: "65f0c1a9b2d4e6f8a0b1c2d4", subscriberId: "alice", content: "Rotate the keys?", ago: "1d" },
    {
      messageId: "65f0c1a9b2d4e6f8a0b1c2d3",
      subscriberId: "alice",
      transactionId: "txn_6b03e09d1rjx8pm0wzp2",
      content: "Deploy 4.2 to production?",
      ago: "3m",
    },
  ],
};

export const APPROVALS = `subscriberId,messageId,type,status,payload
alice,65f0c1a9b2d4e6f8a0b1c2d3,primary,done,
`;
