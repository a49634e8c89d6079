import { CommanderError } from "@commander-js/extra-typings";
import { expect, test } from "vitest";
import type { Catalog } from "../../src/commands/commands/commands.schema.js";
import { Failure } from "../../src/failures/failure.js";
import { VARIABLES } from "../../src/model/variables.js";
import { inputOf } from "../support/parse-only.js";
import { publishedCatalog } from "../support/published-schemas.js";
import { run } from "../support/run-cli.js";
import { KEY } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

// What the catalog says of a line is held against what the program makes of it.

const { commands, globalOptions } = publishedCatalog();

type Option = Catalog["globalOptions"][number];

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

/** Something that fits, where the type alone does not say what. */
const BY_NAME: Readonly<Record<string, string>> = {
  "--message": ID,
  "--before": ID,
  "--set": "a=b",
  "--set-json": "a=1",
  "--pair": `alice:${ID}`,
  "--map": "primary=0",
  "--since": "2h",
  "--header": "x-a: b",
  "--path": "/v1/messages",
  "--rate-limit": "5/1",
  "--retry-after": "0",
  "--location": "http://127.0.0.1/",
  "--key-env": "KEY",
  "--rate": "50/s",
  "--map-column": "type=button",
  messageId: ID,
  path: "/v1/messages",
};

const BY_TYPE: Readonly<Record<string, string>> = {
  duration: "1s",
  integer: "3",
  number: "0.5",
  json: "{}",
  text: "alice",
  file: "some.json",
};

const valueFor = (name: string, type: string, words: readonly string[]): string =>
  BY_NAME[name] ?? words[0] ?? BY_TYPE[type] ?? "";

const given = ({ long, type, words }: Option): string[] =>
  type === "switch" ? [long] : [long, valueFor(long, type, words)];

type Command = (typeof commands)[number];

/** All that is needed, by place and by option. */
const needed = ({ arguments: places, options }: Command): string[] => [
  ...places.filter(({ required }) => required).map(({ name, words }) => valueFor(name, "text", words)),
  ...options.filter(({ required }) => required).flatMap(given),
];

const refusal = async (argv: readonly string[]): Promise<string | undefined> => {
  try {
    await inputOf(argv);
    return undefined;
  } catch (error) {
    if (error instanceof Failure || error instanceof CommanderError) return error.code;
    throw error;
  }
};

test.each(commands.map((command) => [command.command, command] as const))(
  "%s takes a line with all that is required, and none that lacks some of it",
  async (name, command) => {
    const words = name.split(" ");
    // A fault is asked for by name or by one of three options, of which the catalog can require none.
    if (name === "sandbox fault") return;
    expect(await refusal([...words, ...needed(command)])).toBeUndefined();
    for (const at of command.options.flatMap((option) => (option.required ? [option] : []))) {
      const rest = { ...command, options: command.options.filter((option) => option !== at) };
      expect(await refusal([...words, ...needed(rest)])).toBe("E_INPUT");
    }
    const places = command.arguments.filter(({ required }) => required);
    if (places.length > 0) {
      const fewer = { ...command, arguments: places.slice(0, -1) };
      expect(await refusal([...words, ...needed(fewer)])).toBe("E_INPUT");
    }
  },
);

const pairs = (options: readonly Option[]): [Option, Option][] =>
  options.flatMap((one, at) => options.slice(at + 1).map((other): [Option, Option] => [one, other]));

const isDeclared = ([one, other]: [Option, Option]): boolean => one.conflicts.includes(other.long);

test("options that are said to can't be combined do, each way round", async () => {
  const options = { env: { NOVU_API_URL: "http://127.0.0.1:9", NOVU_SECRET_KEY: KEY }, home: useTempDir() };
  const refuse = async (argv: readonly string[]) => {
    const { stderr, code } = await run([...argv, "--json"], options);
    return code === 0 ? "" : (JSON.parse(stderr).error.code as string);
  };
  let count = 0;
  for (const command of commands) {
    for (const pair of pairs(command.options).filter(isDeclared)) {
      expect(pair[1].conflicts).toContain(pair[0].long);
      const argv = [...command.command.split(" "), ...pair.flatMap(given)];
      const codes = [await refuse(argv), await refuse([...argv, ...needed(command)])];
      expect(codes, argv.join(" ")).toContain("E_CONFLICT");
      count += 1;
    }
  }
  for (const pair of pairs(globalOptions).filter(isDeclared)) {
    expect(await refuse(["whoami", ...pair.flatMap(given)])).toBe("E_CONFLICT");
  }
  expect(count).toBeGreaterThan(40);
});

test("options that are not said to can't be combined can stand side by side", async () => {
  for (const command of commands) {
    const line = (...options: readonly Option[]) =>
      refusal([...command.command.split(" "), ...needed(command), ...options.flatMap(given)]);
    const free: Option[] = [];
    for (const option of command.options) if ((await line(option)) !== "E_CONFLICT") free.push(option);
    for (const pair of pairs(free).filter((each) => !isDeclared(each))) {
      expect(await line(...pair), `${command.command}: ${pair.map(({ long }) => long).join(" ")}`).not.toBe(
        "E_CONFLICT",
      );
    }
  }
});

test("a variable that stands for an option is said at the option, and is one we know", () => {
  const said = [...globalOptions, ...commands.flatMap(({ options }) => options)].flatMap(
    ({ long, variable }) => (variable === null ? [] : [`${variable} ${long}`]),
  );
  const known = VARIABLES.flatMap((entry) => ("option" in entry ? [`${entry.name} ${entry.option}`] : []));
  expect(said.sort()).toEqual(known.sort());
});
