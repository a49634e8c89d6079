import { expect, test } from "vitest";
import { workUnits } from "../../support/work-units.js";

test("work is counted in units of work, and waiting is none", async () => {
  const text = "some words, and a line end\n".repeat(20_000);
  const ten = await workUnits(() => {
    for (let turn = 0; turn < 10; turn += 1) text.replace(/[aeiou]/g, "");
  });
  expect(ten).toBeGreaterThan(2);
  const waiting = await workUnits(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(waiting).toBeLessThan(ten);
});
