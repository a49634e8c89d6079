import * as v from "valibot";
import { output } from "../../schemas/command-output.js";
import { novuDocument, seen } from "../../schemas/novu-document.js";
import { anyObject, textOrNull } from "../../schemas/values.js";

/** A subscriber as Novu returned it, with every field, also those not named here. */
const subscriber = novuDocument(
  {
    _id: v.string(),
    id: seen,
    subscriberId: v.string(),
    firstName: textOrNull,
    lastName: textOrNull,
    email: textOrNull,
    phone: textOrNull,
    avatar: textOrNull,
    locale: textOrNull,
    timezone: textOrNull,
    data: v.nullable(anyObject),
    channels: v.nullable(v.array(anyObject)),
    topics: seen,
    isOnline: v.nullable(v.boolean()),
    lastOnlineAt: seen,
    deleted: seen,
    createdAt: textOrNull,
    updatedAt: textOrNull,
    _organizationId: seen,
    _environmentId: seen,
    __v: seen,
  },
  { title: "A subscriber as returned by Novu", required: ["subscriberId"] },
);

export const SUBSCRIBER_SCHEMAS = {
  "subscriber list": output.list(subscriber),
  "subscriber show": output.oneDocument(subscriber),
};
