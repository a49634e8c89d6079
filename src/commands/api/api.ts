import { Command, Option } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { Failure, type RequiredInput } from "../../failures/failure.js";
import type { PrintForm } from "../../model/action.js";
import { HTTP_METHODS } from "../../model/http-method.js";
import type { Assignment } from "../../model/payload.js";
import { collect, jsonAssignment, oneOf, textAssignment, wholeNumber } from "../../options/arguments.js";
import { type CommandSpec, leaf, requestExits } from "../../options/command-spec.js";
import { withMetadata, wordArgument, wordOption } from "../../options/option-metadata.js";
import { fillPositionals, parseIfGiven, REQUIRED, requireAll } from "../../options/positionals.js";
import { previewForm, withWriteOptions } from "../../options/write-options.js";
import { header, headersOf } from "./header.js";
import { apiPath } from "./raw-path.js";

type HttpMethod = (typeof HTTP_METHODS)[number];

/** One request as the user wrote it. */
export interface ApiInput {
  readonly method: HttpMethod;
  /** A path that begins with a slash, encoded; or a full address, whose origin is still to be checked. */
  readonly path: string;
  /** Query parameters of GET and DELETE, the JSON body of other methods. */
  readonly fields: readonly Assignment[];
  /** Where the body is read from: a file, or `-` for stdin. */
  readonly source: string | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Status line and response headers are part of the result. */
  readonly withHead: boolean;
  readonly paginate: boolean;
  /** The largest number of items of a paginated list. */
  readonly limit: number | undefined;
  readonly idempotencyKey: string | undefined;
  /** Show the request instead of sending it. */
  readonly preview: PrintForm | undefined;
}

const knownMethod = oneOf(HTTP_METHODS, "a method");

/** Accepts upper and lower case. */
const method = (text: string): HttpMethod =>
  HTTP_METHODS.find((name) => name === text.toUpperCase()) ?? knownMethod(text);

const options = () =>
  withWriteOptions(
    new Command("api")
      .description("Send any request to the Novu API")
      .addArgument(
        withMetadata(wordArgument("[method]", "HTTP method", HTTP_METHODS, String), {
          flag: "--method",
        }),
      )
      .argument("[path]", "path with its query, or a full URL of the same server")
      .addOption(
        wordOption(
          "-X, --method <method>",
          "HTTP method (same as the positional argument)",
          HTTP_METHODS,
          String,
        ),
      )
      .option("--path <path>", "path (same as the positional argument)")
      .addOption(
        withMetadata(
          new Option(
            "-f, --set <key=value>",
            "string parameter: query for GET and DELETE, JSON body otherwise",
          ).argParser(collect(textAssignment)),
          { isRepeatable: true },
        ),
      )
      .addOption(
        withMetadata(
          new Option("-F, --set-json <key=json>", "JSON parameter, in the same place").argParser(
            collect(jsonAssignment),
          ),
          { isRepeatable: true },
        ),
      )
      .addOption(
        withMetadata(
          new Option("--input <file>", "request body from a file, or - for stdin; sent unchecked"),
          { about: "file" },
        ),
      )
      .addOption(
        withMetadata(
          new Option("-H, --header <name: value>", "additional request header").argParser(collect(header)),
          {
            isRepeatable: true,
          },
        ),
      )
      .option("-i, --include", "also show the response status and headers")
      .option("--paginate", "follow all pages of a GET and print the items")
      .option("-L, --limit <n>", "with --paginate, how many items to print", wholeNumber(1, 1_000_000_000)),
  );

type ApiOptions = ReturnType<ReturnType<typeof options>["opts"]>;

const inputFrom = (words: readonly (string | undefined)[], typed: ApiOptions): ApiInput => {
  const positionals = fillPositionals({ method: typed.method, path: typed.path }, words);
  assertOrder(positionals, REQUIRED.method, typed.input === undefined ? "GET" : "POST");
  const required = requireAll(
    { method: parseIfGiven(positionals.method, method), path: parseIfGiven(positionals.path, apiPath) },
    { method: REQUIRED.method, path: REQUIRED.path },
  );
  const input: ApiInput = {
    ...required,
    fields: [...(typed.set ?? []), ...(typed.setJson ?? [])],
    source: typed.input,
    headers: headersOf(typed.header ?? []),
    withHead: typed.include === true,
    paginate: typed.paginate === true,
    limit: typed.limit,
    idempotencyKey: typed.idempotencyKey,
    preview: previewForm(typed),
  };
  assertFits(input);
  return input;
};

export const apiCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    options().action((first, second, typed) =>
      invoke(() => import("./api.run.js"), inputFrom([first, second], typed)),
    ),
    {
      operands: `<${HTTP_METHODS.join("|")}> <path>`,
      effect: "writes",
      level: "read",
      conflicts: [
        ["--input", "--set"],
        ["--input", "--set-json"],
        ["--paginate", "--include"],
      ],
      examples: [
        "novu-msg api GET /v1/environments/me",
        "novu-msg api GET /v1/messages -f subscriberId=alice -f limit=100 --paginate -o ndjson",
        "novu-msg api GET '/v2/subscribers?limit=100' --paginate --query '[].subscriberId'",
        'novu-msg api POST /v1/events/trigger -f name=approval -f to=alice -F \'payload={"what":"4.2"}\'',
        "novu-msg api POST /v1/events/trigger --input event.json",
        "novu-msg api DELETE /v1/messages/65f0c1a9b2d4e6f8a0b1c2d3 --print curl",
      ],
      prints: `The response: JSON is indented, anything else unchanged. With -i, preceded by its status and headers.
With --json, a response that isn't JSON is a string, and an empty one null. With --paginate, the items of all pages.
An error response is an error like in any other command; with --json, its details.body has the response.`,
      exits: requestExits(),
    },
  );

interface OptionConflict {
  readonly applies: (input: ApiInput) => boolean;
  readonly message: string;
  readonly hint?: string;
}

const CONFLICTS: readonly OptionConflict[] = [
  {
    applies: ({ source, fields }) => source !== undefined && fields.length > 0,
    message: "--input is the whole body; it can't be combined with -f and -F",
    hint: "Put query parameters in the path.",
  },
  {
    applies: ({ source, method }) => source !== undefined && method === "GET",
    message: "a GET has no body, so --input can't be used",
    hint: "Set query parameters with -f, or in the path.",
  },
  {
    applies: ({ paginate, method }) => paginate && method !== "GET",
    message: "--paginate only works with GET",
  },
  {
    applies: ({ paginate, withHead }) => paginate && withHead,
    message: "--paginate and -i can't be combined: the items come from many responses",
  },
  {
    applies: ({ paginate, limit }) => limit !== undefined && !paginate,
    message: "--limit only works with --paginate",
    hint: "For the server's own page size use a query parameter: -f limit=20.",
  },
  {
    applies: ({ idempotencyKey, method }) => idempotencyKey !== undefined && method === "GET",
    message: "--idempotency-key can't be used with GET",
  },
  {
    applies: ({ idempotencyKey, headers }) => idempotencyKey !== undefined && "idempotency-key" in headers,
    message: "--idempotency-key and the idempotency-key header are the same thing; use one of them",
    hint: "The option is hashed together with the request; the header is sent unchanged.",
  },
];

/** @throws Failure E_CONFLICT for options that do not go together */
const assertFits = (input: ApiInput): void => {
  const conflict = CONFLICTS.find(({ applies }) => applies(input));
  if (conflict === undefined) return;
  const { message, hint } = conflict;
  throw new Failure("E_CONFLICT", message, {
    hint: [...(hint === undefined ? [] : [hint]), "Nothing was sent."],
  });
};

/**
 * Checks that the method comes first: users write the path alone, or the two in the other order.
 * @param need the input to ask for if the method is missing
 * @param likely the method that the error suggests for a lone path
 * @throws Failure E_INPUT, E_USAGE
 */
const assertOrder = (
  { method, path }: { readonly method: string | undefined; readonly path: string | undefined },
  need: RequiredInput,
  likely: HttpMethod,
): void => {
  if (method === undefined || !method.includes("/")) return;
  if (path === undefined) {
    throw new Failure("E_INPUT", "missing: the HTTP method before the path", {
      hint: [`It is one of: ${HTTP_METHODS.join(", ")}. Nothing was sent.`],
      addition: { words: [likely], before: method },
      missing: {
        wanted: [need],
        given: { path: method },
      },
    });
  }
  if (HTTP_METHODS.some((name) => name === path.toUpperCase())) {
    throw new Failure("E_USAGE", "the method comes first, then the path", {
      hint: ["Nothing was sent."],
      next: [{ words: ["novu-msg", "api", path, method] }],
    });
  }
};
