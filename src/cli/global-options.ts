import { Command, Option } from "@commander-js/extra-typings";
import { COLOR_MODES } from "../output/color-level.js";
import { OUTPUT_FORMATS } from "../output/formats.js";
import { collect, duration, oneOf } from "./arguments.js";

/** The program with the options that every command takes, before or after its name. */
export const createRoot = () =>
  new Command("novu-msg")
    .description("Set, read, wait for and reconcile the action buttons of Novu in-app messages")
    .option("-p, --profile <name>", "profile to use")
    .option("--region <region>", "us or eu")
    .option("--api-url <url>", "Novu's address, with or without /v1")
    .option(
      "--allow-host <host>",
      "send this profile's key to another host too (repeatable)",
      collect(String),
    )
    .option("--allow-http", "send the key over plain http to another machine")
    .addOption(
      new Option("-o, --output <format>", `format of the result: ${OUTPUT_FORMATS.join(", ")}`).argParser(
        oneOf(OUTPUT_FORMATS, "an output format"),
      ),
    )
    .option("--json", "the same as --output json")
    .option("--fields <names>", "only these fields: a,b.c")
    .option("--query <expression>", "JMESPath over the JSON result; a single value is printed bare")
    .option("-q, --quiet", "no status lines on stderr")
    .option(
      "-v, --verbose",
      "say more on stderr; twice for the cause of an error",
      (_, count) => count + 1,
      0,
    )
    .addOption(
      new Option("--color <when>", `colour: ${COLOR_MODES.join(", ")}`).argParser(
        oneOf(COLOR_MODES, "a colour mode"),
      ),
    )
    .option("--no-input", "never ask anything")
    .option("-y, --yes", "answer yes where a yes is needed")
    .option("--request-timeout <duration>", "longest time for one request (default: 30s)", duration)
    .option("--connect-timeout <duration>", "longest time to connect (default: 10s)", duration)
    .option("--proxy <url>", "proxy to go through, whatever the variables say; none goes without")
    .option("--ca-file <file>", "trust the certificate authorities of a PEM file too")
    .option("--env-file <file>", "read variables from a file; what is set already wins")
    .helpOption("-h, --help", "show help");

export type GlobalOptions = ReturnType<ReturnType<typeof createRoot>["opts"]>;
