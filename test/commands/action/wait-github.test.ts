import { expect, test } from "vitest";
import { WAIT_OUTPUTS } from "../../../src/model/action-outputs.js";
import { useGithubStep } from "../../support/github-step.js";
import { run } from "../../support/run-cli.js";
import { useWait } from "../../support/waiting.js";

const useGate = async () => {
  const [world, step] = [await useWait(), useGithubStep()];
  const { now, sleep, random } = world.clock;
  const env = { ...world.sandbox.env, ...step.env };
  const wait = (...words: string[]) =>
    run(["action", "wait", ...words, "--github", "-q"], { env, now, sleep, random });
  return { ...world, step, wait };
};

test("a gate learns which button was pressed, after how long, and keeps the exit code", async () => {
  const { sandbox, id, clock, step, wait } = await useGate();
  clock.at(40_000, () => sandbox.press(id, "secondary"));
  const { code, stdout, stderr } = await wait("sub-1", id, "--query", "pressed");
  expect({ code, stdout, stderr }).toEqual({ code: 20, stdout: "secondary\n", stderr: "" });
  expect(step.outputs()).toMatchObject({
    ended: "pressed",
    pressed: "secondary",
    label: "Reject",
    status: "done",
    message_id: id,
    met: "true",
    count: "1",
  });
  expect(Number(step.outputs().waited_ms)).toBe(clock.elapsed());
  expect(Object.keys(step.outputs())).toEqual([...WAIT_OUTPUTS]);
  expect(step.summary()).toContain("&quot;Reject&quot; (secondary) was pressed");
});

test("a wait that ran out of time tells so, as a result and not as an error", async () => {
  const { id, step, wait } = await useGate();
  const { code, stderr } = await wait("sub-1", id, "--timeout", "30s");
  expect(code).toBe(8);
  expect(stderr).not.toContain("::error");
  expect(step.outputs()).toMatchObject({
    ended: "pending",
    pressed: "",
    status: "pending",
    met: "false",
    count: "0",
    waited_ms: "30000",
  });
});

test("the other button ends the wait without what was waited for", async () => {
  const { sandbox, id, step, wait } = await useGate();
  sandbox.press(id, "secondary");
  expect((await wait("sub-1", id, "--for", "primary")).code).toBe(20);
  expect(step.outputs()).toMatchObject({ ended: "pressed", pressed: "secondary", met: "false", count: "0" });
});

test("of several messages only the whole is told; the summary has each", async () => {
  const { sandbox, id, step, wait } = await useGate();
  const other = sandbox.seed({})[0]?.messageId ?? "";
  sandbox.press(id, "primary");
  sandbox.press(other, "primary");
  expect((await wait("sub-1", id, other, "--quorum", "2")).code).toBe(0);
  expect(step.outputs()).toEqual({
    pressed: "",
    label: "",
    status: "",
    button: "",
    message_id: "",
    transaction_id: "",
    payload: "",
    ended: "pressed",
    met: "true",
    count: "2",
    waited_ms: "0",
  });
  expect(step.summary().match(/<td><code>pressed<\/code><\/td>/g)).toHaveLength(2);
});

test("a message that is not there is an error: annotated, and nothing set", async () => {
  const { step, wait } = await useGate();
  const { code, stderr } = await wait("sub-1", "0".repeat(24));
  expect(code).toBe(5);
  expect(stderr).toMatch(/\n::error title=novu-msg%3A E_MESSAGE::/);
  expect(step.outputs()).toEqual({});
});
