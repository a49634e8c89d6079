import { once } from "node:events";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { plainStyle } from "../../../src/output/style.js";
import { createInquirerPrompts } from "../../../src/prompts/inquirer-prompts.js";
import { failureOf } from "../failures/failure-of.js";

const ENTER = "\r";
const CTRL_C = "\u0003";

/** Prompts on fake terminal streams. */
const open = (signal: AbortSignal = new AbortController().signal, input = new PassThrough()) => {
  const output = new PassThrough();
  const drawn: string[] = [];
  output.on("data", (chunk: Buffer) => drawn.push(chunk.toString()));
  return {
    prompts: createInquirerPrompts({
      input,
      output: { stream: output, isTerminal: true, columns: 60 },
      signal,
      style: plainStyle,
      editor: () => import("../../../src/prompts/ask-editor.js"),
    }),
    type: (keys: string) => input.write(keys),
    input,
    screen: () => drawn.join(""),
    /** Waits until the question is on the screen, since earlier input is lost. */
    asked: (text: string) => expect.poll(() => drawn.join("")).toContain(text),
  };
};

test("a secret is returned as typed, and is not shown", async () => {
  const { prompts, type, screen, asked } = open();
  const answer = prompts.secret("API key");
  await asked("API key");
  type(`s3cr3t-k3y${ENTER}`);
  expect(await answer).toBe("s3cr3t-k3y");
  expect(screen()).not.toContain("s3cr3t-k3y");
  expect(screen()).not.toMatch(/s.?3|cr3|k3y/);
  expect(screen()).toContain("•••");
});

test("a pasted secret is not shown either", async () => {
  const { prompts, type, screen, asked } = open();
  const answer = prompts.secret("API key");
  await asked("API key");
  for (const letter of "abcdef0123456789") type(letter);
  type(ENTER);
  expect(await answer).toBe("abcdef0123456789");
  expect(screen()).not.toMatch(/abc|def0|0123/);
});

test.each([
  ["y", true],
  ["yes", true],
  ["n", false],
  ["", false],
])("typing %j at a question is %s", async (keys, expected) => {
  const { prompts, type, asked } = open();
  const answer = prompts.confirm("Remove profile prod?");
  await asked("Remove profile prod?");
  type(`${keys}${ENTER}`);
  expect(await answer).toBe(expected);
});

test.each(["secret", "confirm"] as const)("Ctrl-C at a %s prompt stops the run", async (kind) => {
  const { prompts, type, asked } = open();
  const failing = failureOf(() => prompts[kind]("What?"));
  await asked("What?");
  type(CTRL_C);
  const { code, message, exitCode, sent } = await failing;
  expect({ code, message, exitCode, sent }).toMatchObject({
    code: "E_INTERRUPTED",
    message: "stopped",
    exitCode: 130,
  });
});

test.each(["secret", "confirm"] as const)("a signal at a %s prompt stops the run", async (kind) => {
  const controller = new AbortController();
  const { prompts, asked } = open(controller.signal);
  const failing = failureOf(() => prompts[kind]("What?"));
  await asked("What?");
  controller.abort("SIGINT");
  expect((await failing).code).toBe("E_INTERRUPTED");
});

test("after the signal no question is asked", async () => {
  const { prompts, screen } = open(AbortSignal.abort("SIGINT"));
  expect((await failureOf(() => prompts.secret("What?"))).code).toBe("E_INTERRUPTED");
  expect(screen()).not.toContain("What?");
});

test.each([
  ["Ctrl-D", (input: PassThrough) => void input.write("\u0004")],
  ["the end of the keyboard's stream", (input: PassThrough) => void input.end()],
  ["a keyboard that is torn off", (input: PassThrough) => void input.destroy()],
])("%s stops the run instead of leaving it without an end", async (_what, leave) => {
  for (const kind of ["secret", "confirm"] as const) {
    const { prompts, input, asked } = open();
    const failing = failureOf(() => prompts[kind]("What?"));
    await asked("What?");
    leave(input);
    expect((await failing).code).toBe("E_INTERRUPTED");
  }
});

test("input that has ended before the question stops the run", async () => {
  const { prompts, input } = open();
  input.end();
  input.resume();
  await once(input, "end");
  expect((await failureOf(() => prompts.confirm("What?"))).code).toBe("E_INTERRUPTED");
});

test("several questions in a row use the same input", async () => {
  const input = new PassThrough();
  for (const question of ["First?", "Second?", "Third?"]) {
    const { prompts, type, asked } = open(undefined, input);
    const answer = prompts.confirm(question);
    await asked(question);
    type(`y${ENTER}`);
    expect(await answer).toBe(true);
  }
  expect(["pause", "end"].map((event) => input.listenerCount(event))).toEqual([0, 0]);
});

test("nothing offers to show the secret, and Ctrl-T does not show it", async () => {
  const { prompts, type, screen, asked } = open();
  const answer = prompts.secret("API key");
  await asked("API key");
  type("s3cr3t\u0014-k3y");
  type(ENTER);
  expect(await answer).toBe("s3cr3t-k3y");
  expect(screen()).not.toMatch(/s3cr3t|k3y|ctrl/);
});
