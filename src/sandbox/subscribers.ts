import type { SeedSubscriber } from "./sandbox.js";

export interface Subscriber extends SeedSubscriber {
  readonly key: string;
  readonly createdAt: number;
}

export const subscriberProfiles: readonly SeedSubscriber[] = [
  { subscriberId: "sub-1", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" },
  { subscriberId: "sub-2", firstName: "Grace", lastName: "Hopper", email: "grace@example.com" },
  { subscriberId: "user:42@example.com", firstName: "Odd", lastName: "Id", email: "odd@example.com" },
];
