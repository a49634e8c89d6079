import { expect, test } from "vitest";
import { recordFigure } from "../support/figures.js";
import { FAULT_NAMES, strike } from "./strike.js";

const DOCTOR = {
  name: "doctor",
  argv: () => ["doctor"],
  server: "3.15",
  isWrite: false,
  method: "GET",
  isDone: () => true,
} as const;

/** doctor measures, so it asks once, and its end is the first check that fails. */
test("doctor gives a whole document, and an exit code that agrees with it, whatever the server does", async () => {
  for (const name of FAULT_NAMES) {
    for (const times of [1, "forever"] as const) {
      const { code, stdout, stderr } = await strike(DOCTOR, { name, times });
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
  recordFigure("every command against every fault", { commands: 1, runs: FAULT_NAMES.length * 2 });
});
