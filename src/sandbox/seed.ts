import * as v from "valibot";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { badRequest } from "./api-error.js";
import { isObject, isTooDeep, TOO_DEEP } from "./json.js";
import type { Seed } from "./sandbox.js";
import { ageOf, timeOf } from "./time.js";
import { workflowTemplates } from "./workflows.js";

/** As many messages as one entry can be. */
const MAX_COUNT = 100_000;

/** One thing that is wrong with a seed. */
export interface SeedProblem {
  /** `messages[2].answer.button`; empty for the whole. */
  readonly path: string;
  readonly why: string;
}

const MOST_SHOWN = 20;

/** One of these words. */
const word = <const Words extends readonly string[]>(...words: Words) =>
  v.picklist(words, ({ input }) => {
    const guess = typeof input === "string" ? didYouMean(closest(input, words)) : "";
    return `must be ${words.length > 3 ? "one of " : ""}${words.join(words.length > 3 ? ", " : " or ")}${guess}`;
  });

/** An object of these fields and no others. */
const fields = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    // Lists are objects to the library.
    v.custom<object>(isObject, "must be an object"),
    v.strictObject(entries, ({ expected, input }) => {
      if (expected !== "never") return "is missing";
      const meant = closest(String(input), Object.keys(entries));
      return `is no field here${didYouMean(meant) || `; known: ${Object.keys(entries).join(", ")}`}`;
    }),
  );

const text = () => v.string("must be text");
const someText = () => v.pipe(text(), v.nonEmpty("must not be empty"));
const flag = () => v.boolean("must be true or false");
const json = () => v.custom<object>(isObject, "must be a JSON object");
const list = <Item extends v.GenericSchema>(item: Item) => v.array(item, "must be a list");

/** Optional, with what an editor shows beside it. */
const maybe = <Schema extends v.GenericSchema>(schema: Schema, about: string) =>
  v.exactOptional(v.pipe(schema, v.description(about)));

const COUNT = `must be a whole number from 1 to ${MAX_COUNT}`;
const ID = "must be 24 hexadecimal digits";
const TIME = "must be a time such as 2026-01-31T09:00:00Z, or milliseconds since 1970";
const AGE = "must be how long ago, such as 90s, 5m, 2h or 3d";

const subscriber = fields({
  subscriberId: v.pipe(someText(), v.description("Your own id of the subscriber")),
  firstName: maybe(text(), "First name"),
  lastName: maybe(text(), "Last name"),
  email: maybe(text(), "E-mail address"),
  phone: maybe(text(), "Phone number"),
  avatar: maybe(text(), "Address of a picture"),
  locale: maybe(text(), "Locale, such as en_US"),
});

const answer = fields({
  button: v.pipe(word("primary", "secondary"), v.description("Which button")),
  status: maybe(word("done", "pending"), "pending is an answer taken back; default done"),
  payload: maybe(json(), "What was stored with the answer"),
});

const message = fields({
  messageId: maybe(
    v.pipe(text(), v.regex(/^[0-9a-fA-F]{24}$/, ID)),
    "24 hexadecimal digits; made up when left out",
  ),
  workflow: maybe(
    word(...workflowTemplates["3.15"].map(({ identifier }) => identifier)),
    "approval has Approve and Reject, single has OK, notice has no button; -v2 are the new kind, for 3.15 only",
  ),
  subscriberId: maybe(someText(), "Whose it is; default sub-1"),
  transactionId: maybe(someText(), "Of the trigger that made it; made up when left out"),
  subject: maybe(text(), "The title; for 3.15 only"),
  content: maybe(text(), "The text; default the workflow's, filled in from payload"),
  labels: maybe(
    fields({ primary: maybe(text(), "Of the first button"), secondary: maybe(text(), "Of the second") }),
    "What the buttons say",
  ),
  payload: maybe(json(), "What the message was triggered with"),
  answer: maybe(answer, "The button that was pressed; left out, nobody has"),
  seen: maybe(flag(), "Default: whether it is read"),
  read: maybe(flag(), "Default: whether there is an answer"),
  archived: maybe(flag(), "Default false"),
  createdAt: maybe(
    v.pipe(
      v.union([v.string(), v.number()], TIME),
      v.check((at) => timeOf(at) !== undefined, TIME),
    ),
    "RFC 3339, or milliseconds since 1970; default now",
  ),
  ago: maybe(
    v.pipe(
      text(),
      v.check((age) => ageOf(age) !== undefined, AGE),
    ),
    "Instead of createdAt: 90s, 5m, 2h, 3d",
  ),
  count: maybe(
    v.pipe(v.number(COUNT), v.integer(COUNT), v.minValue(1, COUNT), v.maxValue(MAX_COUNT, COUNT)),
    "So many of them; default 1",
  ),
});

/** The form of a seed file; docs/sandbox-seed.schema.json is made from it. */
export const seedSchema = fields({
  $schema: maybe(text(), "The address of this schema, for editors"),
  subscribers: maybe(list(subscriber), "One of these that the sandbox knows already is told more"),
  messages: maybe(list(message), "Oldest first where they have no time of their own"),
});

/** @throws ApiError 400 when there is any problem, with a line for each */
export const refuseSeedProblems = (problems: readonly SeedProblem[]): void => {
  if (problems.length === 0) return;
  const lines = problems.map(({ path, why }) => (path === "" ? `a seed ${why}` : `${path}: ${why}`));
  const rest = lines.length - MOST_SHOWN;
  throw badRequest([...lines.slice(0, MOST_SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])]);
};

const pathOf = ({ path }: Pick<v.BaseIssue<unknown>, "path">): string =>
  (path ?? [])
    .map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");

/**
 * Anything as a seed, every field of its form.
 * @param told how a problem is told
 * @throws ApiError 400 with a line for each thing that is wrong
 */
export const readSeed = (
  document: unknown,
  told: (problem: SeedProblem) => SeedProblem = (problem) => problem,
): Seed => {
  if (isTooDeep(document)) throw badRequest(`a seed cannot be ${TOO_DEEP}`);
  const { success, output, issues } = v.safeParse(seedSchema, document, { abortPipeEarly: true });
  if (success) return output;
  refuseSeedProblems(issues.map((issue) => told({ path: pathOf(issue), why: issue.message })));
  throw badRequest("a seed of no known form");
};

/** Whether it is the fields of one message rather than those of a seed file. */
export const isOneMessage = (what: unknown): boolean =>
  isObject(what) && !["$schema", "subscribers", "messages"].some((field) => field in what);
