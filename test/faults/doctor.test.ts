import { expect, test } from "vitest";
import { SANDBOX_FAULT_NAMES } from "../../src/model/sandbox-faults.js";
import { recordFigure } from "../support/figures.js";
import { runWithFault } from "./run-with-fault.js";

const DOCTOR = {
  name: "doctor",
  argv: () => ["doctor"],
  server: "3.15",
  isWrite: false,
  method: "GET",
  isDone: () => true,
} as const;

/** doctor measures, so it sends each request once, and its exit code is that of the first failed check. */
test("doctor prints a complete document and the matching exit code, whatever the server does", async () => {
  for (const name of SANDBOX_FAULT_NAMES) {
    for (const times of [1, "forever"] as const) {
      const { code, stdout, stderr } = await runWithFault(DOCTOR, { name, times });
      const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { state: string }[] };
      const where = `${name}, ${times}`;
      expect.soft(stderr, where).toBe("");
      expect.soft([0, 4, 5, 6, 7, 9, 12], where).toContain(code);
      expect.soft(ok, where).toBe(code === 0);
      expect
        .soft(
          checks.some(({ state }) => state === "fail"),
          where,
        )
        .toBe(!ok);
    }
  }
  recordFigure("every command against every fault", { commands: 1, runs: SANDBOX_FAULT_NAMES.length * 2 });
});
