import * as v from "valibot";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { badRequest } from "./api-error.js";
import { isObject, isTooDeep, TOO_DEEP } from "./json.js";
import type { Seed } from "./sandbox.js";
import { ageOf, timeOf } from "./time.js";
import { workflowTemplates } from "./workflows.js";

/** Maximum number of messages per entry. */
const MAX_COUNT = 100_000;

/** One problem of a seed. */
export interface SeedProblem {
  /** `messages[2].answer.button`; empty for the whole seed. */
  readonly path: string;
  readonly why: string;
}

const MAX_SHOWN = 20;

/** A schema for one of the words. */
const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  v.picklist(words, ({ input }) => {
    const guess = typeof input === "string" ? didYouMean(closest(input, words)) : "";
    return `must be ${words.length > 3 ? "one of " : ""}${words.join(words.length > 3 ? ", " : " or ")}${guess}`;
  });

/** A schema for an object with exactly these fields. */
const fields = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    // For valibot, lists are objects too.
    v.custom<object>(isObject, "must be an object"),
    v.strictObject(entries, ({ expected, input }) => {
      if (expected !== "never") return "is missing";
      const meant = closest(String(input), Object.keys(entries));
      return `is an unknown field${didYouMean(meant) || `; known: ${Object.keys(entries).join(", ")}`}`;
    }),
  );

const text = () => v.string("must be a string");
const nonEmptyText = () => v.pipe(text(), v.nonEmpty("must not be empty"));
const flag = () => v.boolean("must be true or false");
const json = () => v.custom<object>(isObject, "must be a JSON object");
const list = <Item extends v.GenericSchema>(item: Item) => v.array(item, "must be an array");

/** An optional field with its description, which editors show. */
const optional = <Schema extends v.GenericSchema>(schema: Schema, description: string) =>
  v.exactOptional(v.pipe(schema, v.description(description)));

const COUNT = `must be a whole number from 1 to ${MAX_COUNT}`;
const ID = "must be 24 hex digits";
const TIME = "must be a time such as 2026-01-31T09:00:00Z, or milliseconds since 1970";
const AGE = "must be how long ago, such as 90s, 5m, 2h or 3d";

const time = () =>
  v.pipe(
    v.union([v.string(), v.number()], TIME),
    v.check((at) => timeOf(at) !== undefined, TIME),
  );

const subscriber = fields({
  subscriberId: v.pipe(nonEmptyText(), v.description("Your own ID for the subscriber")),
  firstName: optional(text(), "First name"),
  lastName: optional(text(), "Last name"),
  email: optional(text(), "Email address"),
  phone: optional(text(), "Phone number"),
  avatar: optional(text(), "URL of a picture"),
  locale: optional(text(), "Locale, such as en_US"),
});

const answer = fields({
  button: v.pipe(oneOf("primary", "secondary"), v.description("The pressed button")),
  status: optional(oneOf("done", "pending"), "pending: the answer was taken back. Default: done"),
  payload: optional(json(), "Payload of the answer"),
});

const message = fields({
  messageId: optional(v.pipe(text(), v.regex(/^[0-9a-fA-F]{24}$/, ID)), "24 hex digits. Default: generated"),
  workflow: optional(
    oneOf(...workflowTemplates["3.19"].map(({ identifier }) => identifier)),
    "approval has Approve and Reject, single has OK, notice has no buttons; -v2 is the new kind of workflow (not on 2.0)",
  ),
  subscriberId: optional(nonEmptyText(), "Recipient. Default: sub-1"),
  transactionId: optional(nonEmptyText(), "ID of the trigger. Default: generated"),
  subject: optional(text(), "Title (not on 2.0)"),
  content: optional(text(), "Text. Default: the workflow's text, filled in from payload"),
  labels: optional(
    fields({
      primary: optional(text(), "Label of the first button"),
      secondary: optional(text(), "Label of the second button"),
    }),
    "Labels of the buttons",
  ),
  redirect: optional(
    fields({
      url: v.pipe(nonEmptyText(), v.description("Address")),
      target: optional(
        oneOf("_self", "_blank", "_parent", "_top", "_unfencedTop"),
        "Where the browser opens the URL",
      ),
    }),
    "URL that the message links to. Default: the workflow's",
  ),
  payload: optional(json(), "Payload of the trigger"),
  data: optional(json(), "Custom data of the workflow; v2 lists and the Inbox can show and filter by it"),
  avatar: optional(text(), "URL of a picture"),
  severity: optional(oneOf("high", "medium", "low", "none"), "Default: none"),
  tags: optional(list(nonEmptyText()), "Tags of the workflow; lists can filter by them"),
  contextKeys: optional(list(nonEmptyText()), "Contexts, such as tenant:acme"),
  answer: optional(answer, "The pressed button. Default: pending"),
  seen: optional(flag(), "Default: same as read"),
  read: optional(flag(), "Default: true if there is an answer"),
  archived: optional(flag(), "Default: false"),
  snoozedUntil: optional(time(), "RFC 3339, or milliseconds since 1970. Default: not snoozed"),
  createdAt: optional(time(), "RFC 3339, or milliseconds since 1970. Default: now"),
  ago: optional(
    v.pipe(
      text(),
      v.check((age) => ageOf(age) !== undefined, AGE),
    ),
    "Instead of createdAt: 90s, 5m, 2h, 3d",
  ),
  count: optional(
    v.pipe(v.number(COUNT), v.integer(COUNT), v.minValue(1, COUNT), v.maxValue(MAX_COUNT, COUNT)),
    "How many. Default: 1",
  ),
});

/** The schema of a seed file; docs/sandbox-seed.schema.json is generated from it. */
export const seedSchema = fields({
  $schema: optional(text(), "URL of this schema, for editors"),
  subscribers: optional(list(subscriber), "An existing subscriber gets these fields"),
  messages: optional(list(message), "Oldest first, unless they have their own times"),
});

/** @throws ApiError 400 if there are problems, with one line for each */
export const throwSeedProblems = (problems: readonly SeedProblem[]): void => {
  if (problems.length === 0) return;
  const lines = problems.map(({ path, why }) => (path === "" ? `a seed ${why}` : `${path}: ${why}`));
  const rest = lines.length - MAX_SHOWN;
  throw badRequest([...lines.slice(0, MAX_SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])]);
};

const pathOf = ({ path }: Pick<v.BaseIssue<unknown>, "path">): string =>
  (path ?? [])
    .map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");

/**
 * Validates a value as a seed.
 * @param adjust changes a problem before it is reported
 * @throws ApiError 400 with one line for each problem
 */
export const readSeed = (
  document: unknown,
  adjust: (problem: SeedProblem) => SeedProblem = (problem) => problem,
): Seed => {
  if (isTooDeep(document)) throw badRequest(`a seed cannot be ${TOO_DEEP}`);
  const { success, output, issues } = v.safeParse(seedSchema, document, { abortPipeEarly: true });
  if (success) return output;
  throwSeedProblems(issues.map((issue) => adjust({ path: pathOf(issue), why: issue.message })));
  throw badRequest("an unknown seed format");
};
