import { Command, Option } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { HTTP_METHODS, type HttpMethod } from "../../model/http-method.js";
import { collect, jsonAssignment, oneOf, textAssignment, wholeNumber } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { exitsOfCall } from "../../options/exits-of-call.js";
import { mark, wordArgument, wordOption } from "../../options/marks.js";
import { fillSlots, given, requireAll } from "../../options/positionals.js";
import { METHOD, PATH } from "../../options/requirements.js";
import { previewForm, withWriteOptions } from "../../options/write-options.js";
import type { ApiInput } from "./api-input.js";
import { assertFits } from "./assert-fits.js";
import { header, headersOf } from "./header.js";
import { assertOrder } from "./method-and-path.js";
import { rawPath } from "./raw-path.js";

const knownMethod = oneOf(HTTP_METHODS, "a method");

/** In upper or lower case. */
const method = (text: string): HttpMethod =>
  HTTP_METHODS.find((name) => name === text.toUpperCase()) ?? knownMethod(text);

const options = () =>
  withWriteOptions(
    new Command("api")
      .description("Send any request to the Novu API, with the key, time-outs and output of every command")
      .addArgument(
        mark(wordArgument("[method]", "in upper or lower case", HTTP_METHODS, String), { flag: "--method" }),
      )
      .argument("[path]", "from /v1/ or /v2/ on, with its query; or a full address of the same server")
      .addOption(wordOption("-X, --method <method>", "the method, instead of by place", HTTP_METHODS, String))
      .option("--path <path>", "the path, instead of by place")
      .addOption(
        mark(
          new Option(
            "-f, --set <key=value>",
            "a text: in the query of GET and DELETE, else in a JSON body; a.b=c nests",
          ).argParser(collect(textAssignment)),
          { isRepeatable: true },
        ),
      )
      .addOption(
        mark(
          new Option("-F, --set-json <key=json>", "a JSON value, in the same places").argParser(
            collect(jsonAssignment),
          ),
          { isRepeatable: true },
        ),
      )
      .addOption(
        mark(
          new Option(
            "--input <file>",
            "the body as it stands, from a file or - for stdin; nothing in it is checked",
          ),
          { about: "file" },
        ),
      )
      .addOption(
        mark(new Option("-H, --header <name: value>", "one more request header").argParser(collect(header)), {
          isRepeatable: true,
        }),
      )
      .option("-i, --include", "show the status line and the headers of the answer, too")
      .option("--paginate", "GET: follow a list to its end and give its items alone")
      .option("--limit <n>", "with --paginate: at most so many items", wholeNumber(1, 1_000_000_000)),
  );

type ApiOptions = ReturnType<ReturnType<typeof options>["opts"]>;

const inputFrom = (words: readonly (string | undefined)[], typed: ApiOptions): ApiInput => {
  const slots = fillSlots({ method: typed.method, path: typed.path }, words);
  assertOrder(slots, METHOD, typed.input === undefined ? "GET" : "POST");
  const required = requireAll(
    { method: given(slots.method, method), path: given(slots.path, rawPath) },
    { method: METHOD, path: PATH },
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
      prints: `The answer as it came: JSON with its envelope, indented; anything else unchanged.
With --json an answer that is no JSON is a string, an empty one null; with -i an object of
status, headers and body. With --paginate: the items of all pages, in one list.
csv and tsv: a row per item of a list, or one; what lies deeper is JSON in its cell.
A refusal is an error as in every command; with --json its details.body is what came.`,
      exits: exitsOfCall(),
      fields: ["*"],
    },
  );
