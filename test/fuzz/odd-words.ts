import fc from "fast-check";
import type { ArgumentNode, CommandNode, OptionNode } from "../../src/context/command-node.js";
import { everyNode, leavesOf } from "../../src/views/command-nodes.js";

/** What somebody, or somebody's script, may put where a value is wanted. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "-",
    "--",
    "-1",
    "0",
    "1e309",
    "NaN",
    "null",
    "true",
    "undefined",
    "[object Object]",
    "%",
    "%2e%2e/",
    "..",
    "/",
    "@",
    "@/proc/nowhere",
    "{",
    "[]",
    '{"__proto__":{"a":1}}',
    "a=b",
    "=",
    "__proto__",
    "constructor",
    "\u0000",
    "\u001b[31mred\u001b[0m",
    "\u001b]0;title\u0007",
    "\r\n",
    "a\nb",
    "\u202eevil",
    "\ud800",
    "ünïcödé",
    "👩‍💻",
    "x".repeat(100_000),
    "9".repeat(400),
  ),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ maxLength: 30 }),
);

/** What a line needs to get far. */
const goodValue = fc.constantFrom(
  "sub-1",
  "65f0c1a9b2d4e6f8a0b1c2d3",
  "primary",
  "secondary",
  "done",
  "pending",
  "read",
  "json",
  "table",
  "local",
  "2s",
  "3",
  "/v1/environments/me",
  "GET",
  "POST",
  "bash",
  "huge",
  "@",
  "length(@)",
  "_id",
);

/** They would run programs, touch the machine's own keychain, or lead to hosts that are not this machine. */
const NOT_HERE = new Set([
  "--key-command",
  "--exec",
  "--background",
  "--store",
  "--region",
  "--api-url",
  "--proxy",
]);

/** Words from the command tree in any order, with values where none belong and none where they do. */
export const oddLine = (tree: CommandNode): fc.Arbitrary<string[]> => {
  const nodes = everyNode(tree);
  const options = [...new Set(nodes.flatMap((node) => node.options.flatMap(({ flags }) => flagsIn(flags))))];
  const known = options.filter((flag) => !NOT_HERE.has(flag));
  const place = fc.constantFrom(...nodes.map(({ path }) => path.split(" ").filter(Boolean)), ["__complete"]);
  const flag = fc.constantFrom(...known);
  const word = fc.oneof(
    { weight: 3, arbitrary: goodValue.map((value) => [value]) },
    { weight: 2, arbitrary: oddText.map((value) => [value]) },
    { weight: 2, arbitrary: flag.map((value) => [value]) },
    { weight: 3, arbitrary: fc.tuple(flag, fc.oneof(goodValue, oddText)).map((pair) => [...pair]) },
    { weight: 1, arbitrary: fc.tuple(flag, oddText).map(([name, value]) => [`${name}=${value}`]) },
    { weight: 1, arbitrary: place },
  );
  return fc
    .tuple(place, fc.array(word, { maxLength: 7 }))
    .map(([start, rest]) => [...start, ...rest.flat()])
    .filter(staysHere);
};

const staysHere = (line: readonly string[]): boolean =>
  !line.some((text) => NOT_HERE.has(text.replace(/=.*/s, "")));

/** A command with what it asks for, most of it as it should be, so that lines get as far as a server. */
export const likelyLine = (tree: CommandNode, messageId: string): fc.Arbitrary<string[]> => {
  const valueFor = ({ choices, about }: Pick<ArgumentNode | OptionNode, "choices" | "about">) => {
    const right =
      choices.length > 0
        ? fc.constantFrom(...choices)
        : about === "message"
          ? fc.constant(messageId)
          : about === "subscriber"
            ? fc.constant("sub-1")
            : fc.oneof(goodValue, fc.constantFrom("5", "1s", "a=1", "dev"));
    return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: oddText });
  };
  const optionOf = (option: OptionNode): fc.Arbitrary<string[]> =>
    option.takesValue ? valueFor(option).map((value) => [option.long, value]) : fc.constant([option.long]);
  const lineOf = ({ path, arguments: places, options }: CommandNode): fc.Arbitrary<string[]> => {
    const words = fc.tuple(...places.map(valueFor));
    const usable = [...options, ...tree.options].filter(({ long }) => !NOT_HERE.has(long));
    const chosen = fc.subarray(usable, { maxLength: 3 }).chain((some) => fc.tuple(...some.map(optionOf)));
    return fc.tuple(words, chosen).map(([values, flags]) => [...path.split(" "), ...values, ...flags.flat()]);
  };
  return fc
    .constantFrom(...leavesOf(tree))
    .chain(lineOf)
    .filter(staysHere);
};

const flagsIn = (flags: string): string[] => flags.match(/(?<![\w-])--?[a-zA-Z][\w-]*/g) ?? [];
