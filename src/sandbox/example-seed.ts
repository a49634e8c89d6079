import type { Seed } from "./sandbox.js";

/** The default seed, with the subscribers and messages that README, docs and help use. */
export const EXAMPLE_SEED: Seed = {
  subscribers: [
    { subscriberId: "alice", firstName: "Alice", lastName: "Archer", email: "alice@example.com" },
    { subscriberId: "bob", firstName: "Bob", lastName: "Baker", email: "bob@example.com" },
  ],
  messages: [
    { messageId: "65f0c1a9b2d4e6f8a0b1c2d4", subscriberId: "alice", content: "Rotate the keys?", ago: "1d" },
    {
      messageId: "65f0c1a9b2d4e6f8a0b1c2d6",
      subscriberId: "bob",
      content: "Give Dana access to billing?",
      ago: "5h",
    },
    { messageId: "65f0c1a9b2d4e6f8a0b1c2d5", subscriberId: "bob", content: "Refund order 1042?", ago: "2h" },
    {
      messageId: "65f0c1a9b2d4e6f8a0b1c2d3",
      subscriberId: "alice",
      transactionId: "txn_6b03e09d1rjx8pm0wzp2",
      content: "Deploy 4.2 to production?",
      ago: "3m",
    },
  ],
};
