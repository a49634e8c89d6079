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
    .description("Set, read, wait for and reconcile the action buttons of Novu in-app messages")
    .addOption(withMetadata(new Option("-p, --profile <name>", "profile to use"), { about: "profile" }))
    // Checked together with NOVU_MSG_REGION, when the connection is resolved.
    .addOption(wordOption("--region <region>", "region of Novu's cloud", REGION_NAMES, String))
    .option("--api-url <url>", "Novu's address, with or without /v1")
    .addOption(
      withMetadata(
        new Option("--allow-host <host>", "send this profile's key to another host too").argParser(
          collect(String),
        ),
        { isRepeatable: true },
      ),
    )
    .option("--allow-http", "send the key over plain http to another machine")
    .addOption(levelOption("--allow <level>", "allow only this much; never loosens another limit"))
    .addOption(
      wordOption(
        "-o, --output <format>",
        "format of the result",
        OUTPUT_FORMATS,
        oneOf(OUTPUT_FORMATS, "an output format"),
      ),
    )
    .option("--json", "the same as --output json")
    .addOption(withMetadata(new Option("--fields <names>", "only these fields: a,b.c"), { about: "fields" }))
    .option("--query <expression>", "JMESPath over the JSON result; a single value is printed bare")
    .option("--header", "begin tab-separated lines with the names of the columns")
    .option("--safe-csv", "put ' before csv cells that a spreadsheet would run as a formula")
    .option("-q, --quiet", "no status lines on stderr")
    .addOption(
      withMetadata(
        new Option("-v, --verbose", "say more on stderr; twice for the cause of an error")
          .default(0)
          .argParser((_, count: number) => count + 1),
        { isRepeatable: true },
      ),
    )
    .addOption(wordOption("--color <when>", "colour", COLOR_MODES, oneOf(COLOR_MODES, "a colour mode")))
    .option("--no-input", "never ask anything")
    .option("-y, --yes", "answer yes where a yes is needed")
    .option("--request-timeout <duration>", "longest time for one request (default: 30s)", duration)
    .option("--connect-timeout <duration>", "longest time to connect (default: 10s)", duration)
    .option("--proxy <url>", "proxy to go through, whatever the variables say; none goes without")
    .option("--ca-file <file>", "trust the certificate authorities of a PEM file too")
    .option("--retries <n>", "tries after the first when Novu is busy or not reached (default: 4)", retries)
    .option("--max-wait <duration>", "longest time for all tries and pauses (default: 60s)", duration)
    .addOption(
      withMetadata(
        new Option(
          "--dotenv <file>",
          "read Novu and network variables from a file, or - for stdin; the environment wins",
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
