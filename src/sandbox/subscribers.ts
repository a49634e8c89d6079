export interface SubscriberProfile {
  readonly subscriberId: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly avatar?: string;
  readonly locale?: string;
}

export interface Subscriber extends SubscriberProfile {
  readonly key: string;
  readonly createdAt: number;
}

export const subscriberProfiles: readonly SubscriberProfile[] = [
  { subscriberId: "sub-1", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" },
  { subscriberId: "sub-2", firstName: "Grace", lastName: "Hopper", email: "grace@example.com" },
  { subscriberId: "user:42@example.com", firstName: "Odd", lastName: "Id", email: "odd@example.com" },
];
