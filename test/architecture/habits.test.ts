import { expect, test } from "vitest";
import { sourceFiles } from "../support/source-files.js";

const SOURCES = sourceFiles("src");
const TESTS = sourceFiles("test");

/** Source without comments and without the insides of strings. */
const codeOf = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*$/gm, "$1")
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""');

const filesWith = (pattern: RegExp, files = SOURCES): string[] =>
  files.filter(({ text }) => pattern.test(codeOf(text))).map(({ file }) => file);

test("process is touched in main.ts alone", () => {
  expect(filesWith(/\bprocess\s*[.[]|\bprocess\b\s*[;,)]|node:process/)).toEqual(["src/main.ts"]);
  expect(SOURCES.filter(({ text }) => text.includes('"node:process"')).map(({ file }) => file)).toEqual([]);
});

test("nobody writes to the console", () => {
  expect(filesWith(/\bconsole\s*\./)).toEqual([]);
});

test("a secret is opened by http, which sends it, and config, which stores it", () => {
  const openers = filesWith(/\.reveal\(/).filter((file) => !/^src\/(?:config|http|secrets)\//.test(file));
  expect(openers).toEqual([]);
});

test("nobody ends the process from inside", () => {
  expect(filesWith(/\bprocess\.exit\s*\(|\bprocess\.abort\s*\(/)).toEqual([]);
});

test("no test mocks a module", () => {
  const mock = new RegExp(["vi", "\\.(?:mock|doMock|hoisted)\\b"].join(""));
  expect(filesWith(mock, TESTS)).toEqual([]);
});

test("no file is a drawer for odds and ends", () => {
  const names = SOURCES.filter(({ file }) =>
    /(^|\/)(utils?|helpers?|common|misc|lib|manager)(\.ts|\/)/.test(file),
  );
  expect(names.map(({ file }) => file)).toEqual([]);
});

test("a view in a file of its own is called <verb>-view.ts", () => {
  const others = SOURCES.map(({ file }) => file).filter(
    (file) => /^src\/commands\/.*view\.ts$/i.test(file) && !file.endsWith("-view.ts"),
  );
  expect(others, "rename these files to <verb>-view.ts, as action/set/set-view.ts").toEqual([]);
});

test("a source file holds one thing, which seldom takes over 300 lines", () => {
  const large = SOURCES.map(({ file, text }) => ({ file, lines: text.split("\n").length })).filter(
    ({ lines }) => lines > 300,
  );
  expect(large).toEqual([]);
});

/** What the file of every command's body exports. */
const COMMAND_BODY = "body";

/** Names of TypeScript's own types and of the DOM, which editors import by mistake; those of Node are read off. */
const TYPES_OF_OTHERS = [
  ..."Awaited Exclude Extract NonNullable Omit Parameters Partial Pick Readonly Record Required ReturnType".split(
    " ",
  ),
  ..."Cache Comment Document Element History Image Location Lock LockOptions Node Notification Option Range".split(
    " ",
  ),
  ..."Screen Selection Storage Text Window closed open".split(" "),
];

test("no exported name stands twice in src, and none is that of a global", () => {
  const names = SOURCES.flatMap(({ file, text }) =>
    [...text.matchAll(/^export (?:async )?(?:const|function|class|interface|type) (\w+)/gm)]
      .map(([, name = ""]) => ({ file, name }))
      .filter(({ name }) => name !== COMMAND_BODY),
  );
  expect(names.filter(({ name }, at) => names.findIndex((other) => other.name === name) !== at)).toEqual([]);
  const globals = new Set([...TYPES_OF_OTHERS, ...Object.getOwnPropertyNames(globalThis)]);
  expect(names.filter(({ name }) => globals.has(name))).toEqual([]);
});

test("there are no default exports and no enums", () => {
  expect(filesWith(/^export default\b|^(?:export )?(?:const )?enum\b/m)).toEqual([]);
});

test("only errors are classes: the failure, and the sandbox's own", () => {
  expect(filesWith(/^(?:export )?(?:abstract )?class\b/m)).toEqual([
    "src/failures/failure.ts",
    "src/sandbox/api-error.ts",
  ]);
});

test("a line to paste is quoted in one place, and found fit to be shown in one other", () => {
  expect(filesWith(/\bas CommandLine\b/)).toEqual(["src/processes/quote.ts"]);
  expect(filesWith(/\bas PasteableLine\b/)).toEqual(["src/views/pasteable.ts"]);
});
