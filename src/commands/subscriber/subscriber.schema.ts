import {
  anyObject,
  flag,
  list,
  listOf,
  oneDocument,
  openObject,
  orNull,
  text,
} from "../../schemas/json-schema.js";

/** A subscriber as Novu returned it, with every field, also those not named here. */
const subscriber = openObject(
  {
    _id: text,
    subscriberId: text,
    firstName: orNull(text),
    lastName: orNull(text),
    email: orNull(text),
    phone: orNull(text),
    avatar: orNull(text),
    locale: orNull(text),
    timezone: orNull(text),
    data: orNull(anyObject),
    channels: orNull(listOf(anyObject)),
    isOnline: orNull(flag),
    createdAt: orNull(text),
    updatedAt: orNull(text),
  },
  { title: "A subscriber, as Novu gave it", required: ["subscriberId"] },
);

export const SUBSCRIBER_SCHEMAS = {
  "subscriber list": list(subscriber),
  "subscriber show": oneDocument(subscriber),
} as const;
