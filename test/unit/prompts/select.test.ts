import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { plainStyle } from "../../../src/output/style.js";
import { createInquirerPrompts } from "../../../src/prompts/inquirer-prompts.js";
import { BACK, type Choice, type SelectQuestion } from "../../../src/prompts/prompts.js";
import { failureOf } from "../failures/failure-of.js";

const KEYS = {
  enter: "\r",
  down: "\u001b[B",
  up: "\u001b[A",
  escape: "\u001b",
  tab: "\t",
  pageDown: "\u001b[6~",
};

/** A question on fake terminal streams. */
const ask = <Value>(question: SelectQuestion<Value>, columns = 60) => {
  const input = new PassThrough();
  const output = new PassThrough();
  const drawn: string[] = [];
  output.on("data", (chunk: Buffer) => drawn.push(chunk.toString()));
  const prompts = createInquirerPrompts({
    input,
    output: { stream: output, isTerminal: true, columns },
    signal: new AbortController().signal,
    style: plainStyle,
    editor: () => import("../../../src/prompts/ask-editor.js"),
  });
  const answer = prompts.select(question);
  answer.catch(() => {}); // Looked at by the test, or left when it ends.
  /** The rendered screens, newest first. */
  const screen = () => stripVTControlCharacters(drawn.at(-1) ?? "");
  return {
    answer,
    screen,
    drawn: () => drawn.join(""),
    shows: (text: string) => expect.poll(screen).toContain(text),
    type: (...keys: readonly string[]) => {
      for (const key of keys) input.write(key);
    },
  };
};

const named = (name: string): Choice<string> => ({ value: name, name });
const list = (...names: readonly string[]): SelectQuestion<string>["search"] =>
  async function* (term) {
    yield names.filter((name) => name.includes(term)).map(named);
  };

test("arrows, Tab and page keys move; Enter chooses", async () => {
  const { answer, shows, type } = ask({ message: "Which?", search: list("a", "b", "c", "d") });
  await shows("❯ a");
  type(KEYS.down, KEYS.tab, KEYS.up, KEYS.enter);
  expect(await answer).toBe("b");
});

test("typing filters the list, and an early Enter waits for it", async () => {
  const { answer, shows, type } = ask({ message: "Which?", search: list("alpha", "beta", "gamma") });
  await shows("❯ alpha");
  type("m", "m", KEYS.enter);
  expect(await answer).toBe("gamma");
});

test("arrow keys keep the typed text", async () => {
  const terms: string[] = [];
  const { answer, shows, type } = ask({
    message: "Which?",
    search: async function* (term) {
      terms.push(term);
      yield ["xa", "xb"].filter((name) => name.includes(term)).map(named);
    },
  });
  await shows("❯ xa");
  type("x");
  await expect.poll(() => terms).toEqual(["", "x"]);
  await shows("❯ xa");
  type(KEYS.down, "b");
  await expect.poll(() => terms).toEqual(["", "x", "xb"]);
  await shows("❯ xb");
  type(KEYS.enter);
  expect(await answer).toBe("xb");
});

test("letters typed in a row are one search", async () => {
  const terms: string[] = [];
  const { shows, type } = ask({
    message: "Which?",
    search: async function* (term) {
      terms.push(term);
      yield [named("alice")];
    },
  });
  await shows("❯ alice");
  type("a", "l", "i");
  await expect.poll(() => terms.at(-1)).toBe("ali");
  expect(terms).toEqual(["", "ali"]);
});

test("the latest search wins, however late an earlier one answers", async () => {
  const answers = new Map<string, () => void>();
  const { shows, type, screen } = ask({
    message: "Which?",
    search: async function* (term) {
      await new Promise<void>((resolve) => answers.set(term, resolve));
      yield [named(`answer to “${term}”`)];
    },
  });
  await expect.poll(() => answers.has("")).toBe(true);
  type("a");
  await expect.poll(() => answers.has("a")).toBe(true);
  type("b");
  await expect.poll(() => answers.has("ab")).toBe(true);
  answers.get("ab")?.();
  await shows("answer to “ab”");
  answers.get("a")?.();
  answers.get("")?.();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen()).toContain("answer to “ab”");
});

test("Esc goes back, and is offered once; Ctrl-C stops the run", async () => {
  const escaped = ask({ message: "Which?", search: list("a") });
  await escaped.shows("❯ a");
  expect(escaped.screen().match(/back/g)).toEqual(["back"]);
  escaped.type(KEYS.escape);
  expect(await escaped.answer).toBe(BACK);

  const empty = ask({ message: "Which?", search: list() });
  await empty.shows("nothing found");
  empty.type(KEYS.enter, KEYS.enter, KEYS.down, KEYS.escape);
  expect(await empty.answer).toBe(BACK);

  const stopped = ask({ message: "Which?", search: list("a") });
  await stopped.shows("❯ a");
  stopped.type("\u0003");
  expect((await failureOf(() => stopped.answer)).code).toBe("E_INTERRUPTED");
});

test("a disabled choice shows its reason and is skipped", async () => {
  const { answer, shows, screen, type } = ask({
    message: "Button",
    search: async function* () {
      yield [{ ...named("secondary"), disabled: "no such button" }, named("primary")];
    },
  });
  await shows("❯ primary");
  expect(screen()).toContain("secondary (no such button)");
  type(KEYS.up, KEYS.enter);
  expect(await answer).toBe("primary");
});

test("typed text can be an answer itself", async () => {
  const { answer, shows, type } = ask({
    message: "Subscriber",
    search: list("alice"),
    typed: (term) => ({ value: term, name: `use “${term}” as the id` }),
  });
  await shows("❯ alice");
  type("bob");
  await shows("❯ use “bob” as the id");
  type(KEYS.enter);
  expect(await answer).toBe("bob");
});

test("a failed search is reported, can be retried, and still accepts a typed ID", async () => {
  let tries = 0;
  const { answer, shows, type } = ask({
    message: "Subscriber",
    search: async function* () {
      tries += 1;
      if (tries === 1) throw new Error("connection refused by 127.0.0.1");
      yield [named("alice")];
    },
  });
  await shows("connection refused by 127.0.0.1");
  await shows("❯ retry");
  type(KEYS.enter);
  await shows("❯ alice");
  type(KEYS.enter);
  expect(await answer).toBe("alice");
});

test("near the end of the list the next batch is fetched", async () => {
  let batches = 0;
  const { answer, shows, type } = ask({
    message: "Message",
    search: async function* () {
      for (; batches < 100; batches += 1)
        yield Array.from({ length: 20 }, (_, at) => named(`m${batches * 20 + at}`));
    },
  });
  await shows("❯ m0");
  for (let count = 0; count < 10; count += 1) {
    type(KEYS.pageDown);
    await shows(`❯ m${(count + 1) * 8}`);
  }
  expect(batches).toBeLessThan(8);
  type(KEYS.enter);
  expect(await answer).toBe("m80");
});

test.each([24, 40, 200])("at %i columns every line fits, whatever a tenant has written", async (columns) => {
  const evil = "日本語🎉 \u001b[31mred\u001b]0;title\u0007\u202eabc\u0000 مرحبا שלום ".repeat(4);
  const { shows, screen, drawn, type, answer } = ask({ message: "M", search: list(evil, "plain") }, columns);
  await shows("plain");
  const { default: stringWidth } = await import("string-width");
  for (const line of screen().split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  expect(drawn()).not.toMatch(/\u001b\[31m|\u001b\]0|\u202e|\u0000/);
  type(KEYS.enter);
  expect(await answer).toBe(evil);
});

test("keys that are typed before the choices are there choose as if they came after", async () => {
  let arrive = () => {};
  const { answer, type } = ask({
    message: "Write it?",
    search: async function* () {
      await new Promise<void>((resolve) => {
        arrive = resolve;
      });
      yield [named("yes"), named("no"), named("later")];
    },
  });
  type(KEYS.down, KEYS.enter);
  await new Promise((resolve) => setTimeout(resolve, 50));
  arrive();
  expect(await answer).toBe("no");
});
