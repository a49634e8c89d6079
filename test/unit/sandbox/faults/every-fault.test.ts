import { expect, test } from "vitest";
import { FAULTS } from "../../../../src/sandbox/faults/fault-table.js";
import type { FaultName } from "../../../../src/sandbox/sandbox.js";
import { faultySandbox } from "./faulty-sandbox.js";

const names = Object.keys(FAULTS) as FaultName[];
const onRequests = names.filter((name) => name !== "refuse");

test.each(onRequests)("%s changes the state exactly if the table says so, and strikes once", async (name) => {
  const { write, state, sandbox } = await faultySandbox({ name });
  await write({ patience: 150 });
  expect(await state()).toBe(FAULTS[name].takesEffect ? "done" : "pending");
  expect(sandbox.faults()).toEqual([expect.objectContaining({ name, struck: 1 })]);
  expect(await write()).toMatchObject({ ending: "end", status: 201 });
  expect(await state()).toBe("done");
});

test.each(names)("%s never hits what steers the sandbox", async (name) => {
  const skip = name === "refuse" ? 1 : 0;
  const { sandbox } = await faultySandbox({ name, times: "forever", kind: "any", skip });
  for (let turn = 0; turn < 3; turn += 1) {
    const hello = await fetch(`${sandbox.url}/__sandbox`);
    expect(await hello.json()).toEqual({ sandbox: "novu-msg", server: "3.19" });
  }
  expect(sandbox.faults()[0]?.struck).toBe(0);
});

test.each(names)("%s leaves nothing behind when the sandbox closes at once", async (name) => {
  const { write, sandbox } = await faultySandbox({ name });
  const answer = write({ patience: 5_000 });
  await new Promise((resolve) => setTimeout(resolve, 30));
  await sandbox.close();
  const { ending } = await answer;
  expect(ending).not.toBe("open");
  const again = await faultySandbox(undefined, { port: sandbox.port });
  expect(again.sandbox.port).toBe(sandbox.port);
});
