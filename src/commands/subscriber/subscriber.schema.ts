import { output, schema } from "../../schemas/json-schema.js";

/** A subscriber as Novu returned it, with every field, also those not named here. */
const subscriber = schema.openObject(
  {
    _id: schema.text,
    subscriberId: schema.text,
    firstName: schema.orNull(schema.text),
    lastName: schema.orNull(schema.text),
    email: schema.orNull(schema.text),
    phone: schema.orNull(schema.text),
    avatar: schema.orNull(schema.text),
    locale: schema.orNull(schema.text),
    timezone: schema.orNull(schema.text),
    data: schema.orNull(schema.anyObject),
    channels: schema.orNull(schema.listOf(schema.anyObject)),
    isOnline: schema.orNull(schema.flag),
    createdAt: schema.orNull(schema.text),
    updatedAt: schema.orNull(schema.text),
  },
  { title: "A subscriber, as Novu gave it", required: ["subscriberId"] },
);

export const SUBSCRIBER_SCHEMAS = {
  "subscriber list": output.list(subscriber),
  "subscriber show": output.oneDocument(subscriber),
} as const;
