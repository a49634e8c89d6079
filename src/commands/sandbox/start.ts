import { Command, Option } from "@commander-js/extra-typings";
import { SHELLS, type Shell } from "../../completion/shell-script.js";
import type { Invoke } from "../../context/command-module.js";
import { Failure } from "../../failures/failure.js";
import { SANDBOX_FAULT_NAMES } from "../../model/sandbox-faults.js";
import { collect, duration, oneOf, wholeNumber } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { withMetadata, wordOption } from "../../options/option-metadata.js";
import { FAULT_LIST_HINT } from "./known-faults.js";

const SERVERS = ["3.19", "3.15", "2.0"] as const;

interface RateLimitOption {
  readonly requests: number;
  readonly seconds: number;
}

export interface StartSandboxInput {
  readonly server: (typeof SERVERS)[number];
  /** 0 for any free port. */
  readonly port: number;
  /** Empty to generate one. */
  readonly keys: readonly string[];
  readonly printEnv: boolean;
  /** For the variables; undefined for the one that is usual on this platform. */
  readonly shell: Shell | undefined;
  readonly idempotency: boolean;
  readonly rateLimit: RateLimitOption | undefined;
  /** ms until a triggered message appears. */
  readonly deliverAfter: number;
  /** Armed from the start, each for one request. */
  readonly faults: readonly { readonly name: (typeof SANDBOX_FAULT_NAMES)[number] }[];
  /** A file, or `-` for stdin. */
  readonly seed: string | undefined;
  /** ms. */
  readonly stopAfter: number | undefined;
  readonly isBackground: boolean;
  /** A file with its address and keys; removing it stops the sandbox. */
  readonly stateFile: string | undefined;
}

/** `100/5` is 100 requests in 5 seconds. @throws Failure E_USAGE */
const rateLimit = (text: string): RateLimitOption => {
  const [, requests, seconds] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? [];
  if (requests !== undefined && seconds !== undefined) {
    return { requests: Number(requests), seconds: Number(seconds) };
  }
  throw new Failure("E_USAGE", `"${text}" isn't a rate limit`, {
    hint: ["Use requests/seconds, such as 100/5."],
  });
};

export const sandboxStartCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("start")
      .description("Start a sandbox: a local stand-in for the Novu API")
      .addOption(
        wordOption(
          "--server <version>",
          "Novu version to imitate",
          SERVERS,
          oneOf(SERVERS, "a server version"),
        ).default("3.19" as const),
      )
      .option("--port <number>", "port (default: a free one)", wholeNumber(0, 65_535))
      .addOption(
        withMetadata(
          new Option("--key <key>", "API key to accept; each is its own environment").argParser(
            collect(String),
          ),
          { isRepeatable: true },
        ),
      )
      .option("--print-env", "print the variables that point novu-msg at it")
      .addOption(
        wordOption(
          "--shell <shell>",
          "shell to print the variables for",
          SHELLS,
          oneOf(SHELLS, "a known shell"),
        ),
      )
      .addOption(
        withMetadata(new Option("--seed <file>", "initial data from a file, or - for stdin"), {
          about: "file",
        }),
      )
      .option("--background", "run in the background")
      .option("--stop-after <duration>", "stop after this long", duration)
      .addOption(
        withMetadata(
          new Option(
            "--state-file <file>",
            "write its URL and keys to this file; deleting it stops the sandbox",
          ),
          {
            about: "file",
          },
        ),
      )
      .option("--idempotency", "replay responses by idempotency key, as Novu Cloud can")
      .option("--rate-limit <requests/seconds>", "rate limit, with Novu's headers", rateLimit)
      .option("--deliver-after <duration>", "delay before triggered messages appear", duration)
      .addOption(
        withMetadata(
          wordOption(
            "--fault <name>",
            "fault for the next request; see sandbox fault",
            SANDBOX_FAULT_NAMES,
            collect(oneOf(SANDBOX_FAULT_NAMES, "a fault", FAULT_LIST_HINT)),
          ),
          { isRepeatable: true },
        ),
      )
      .action((options) => {
        return invoke(() => import("./start.run.js"), {
          server: options.server,
          port: options.port ?? 0,
          keys: options.key ?? [],
          printEnv: options.printEnv === true,
          shell: options.shell,
          idempotency: options.idempotency === true,
          rateLimit: options.rateLimit,
          deliverAfter: options.deliverAfter ?? 0,
          faults: (options.fault ?? []).map((name) => ({ name })),
          seed: options.seed,
          stopAfter: options.stopAfter,
          isBackground: options.background === true,
          stateFile: options.stateFile,
        });
      }),
    {
      effect: "local",
      conflicts: [["--background", "--state-file"]],
      examples: [
        "novu-msg sandbox start",
        "novu-msg sandbox start --port 3000 --key my-test-key",
        "novu-msg sandbox start --background --seed seed.json --stop-after 8h",
        "novu-msg sandbox start --server 2.0 --print-env > sandbox.env &",
      ],
      prints: "The URL and keys, once it is ready. With --print-env, as lines for a shell.",
      exits: ["config", "bug", "interrupted", "terminated"],
    },
  );
