import { Command, Option } from "@commander-js/extra-typings";
import { REGION_NAMES } from "../config/api-url.js";
import { LEVELS, type Level, strictest } from "../model/level.js";
import { OUTPUT_FORMATS } from "../output/formats.js";
import { COLOR_MODES } from "../output/style.js";
import { collect, duration, oneOf, retries } from "./arguments.js";
import { withMetadata, wordOption } from "./option-metadata.js";

/** The program with the options that every command takes, before or after its name. */
export const createRoot = () =>
  new Command("novu-msg")
    .description("Press, read and wait on the buttons in Novu Inbox messages, from your shell")
    .addOption(withMetadata(new Option("-p, --profile <name>", "profile to use"), { about: "profile" }))
    // Checked together with NOVU_MSG_REGION, when the connection is resolved.
    .addOption(wordOption("--region <region>", "Novu Cloud region", REGION_NAMES, String))
    .option("--api-url <url>", "API URL, with or without /v1")
    .addOption(
      withMetadata(
        new Option("--allow-host <host>", "also send the profile's key to this host").argParser(
          collect(String),
        ),
        { isRepeatable: true },
      ),
    )
    .option("--allow-http", "allow plain http to another machine")
    .addOption(levelOption("--allow <level>", "limit what this run may do; the strictest limit counts"))
    .addOption(
      wordOption(
        "-o, --output <format>",
        "format, or --json",
        OUTPUT_FORMATS,
        oneOf(OUTPUT_FORMATS, "an output format"),
      ),
    )
    .option("--json", "same as --output json")
    .addOption(
      withMetadata(new Option("--fields <names>", "show only these fields: a,b.c"), { about: "fields" }),
    )
    .option("--query <expression>", "filter the JSON output with JMESPath; a single value prints raw")
    .option("--header", "print column names before tab-separated lines")
    .option("--safe-csv", "escape CSV cells that a spreadsheet would run as formulas")
    .option("-q, --quiet", "print only errors and warnings to stderr")
    .addOption(
      withMetadata(
        new Option("-v, --verbose", "print more to stderr; -vv adds the cause of an error")
          .default(0)
          .argParser((_, count: number) => count + 1),
        { isRepeatable: true },
      ),
    )
    .addOption(
      wordOption("--color <when>", "when to use color", COLOR_MODES, oneOf(COLOR_MODES, "a color mode")),
    )
    .option("--no-input", "never prompt")
    .option("-y, --yes", "skip confirmation prompts")
    .option("--request-timeout <duration>", "timeout for one request (default: 30s)", duration)
    .option("--connect-timeout <duration>", "timeout for connecting (default: 10s)", duration)
    .option("--proxy <url>", "proxy URL; overrides HTTPS_PROXY; none disables it")
    .option("--ca-file <file>", "also trust the CA certificates in this PEM file")
    .option("--retries <n>", "retries when Novu is busy or unreachable (default: 4)", retries)
    .option("--max-wait <duration>", "total time for one call, retries included (default: 60s)", duration)
    .addOption(
      withMetadata(
        new Option(
          "--dotenv <file>",
          "read variables from a file (- for stdin); the environment wins",
        ).argParser(collect(String)),
        { about: "file", isRepeatable: true },
      ),
    )
    .helpOption("-h, --help", "show help");

/** Given twice, the stricter level counts: a wrapper's --allow holds whatever is added to its line. */
export const levelOption = <Flags extends string>(flags: Flags, description: string) =>
  wordOption(flags, description, LEVELS, (text: string, earlier?: Level) =>
    strictest([level(text), ...(earlier === undefined ? [] : [earlier])]),
  );

const level = oneOf(LEVELS, "a level");
