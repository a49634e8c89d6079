import { expect } from "vitest";
import type { FakeHostOptions } from "../../support/host.js";
import { run } from "../../support/run-cli.js";
import { useTempDir } from "../../support/temp-dir.js";

interface Check {
  readonly id: string;
  readonly group: string;
  readonly state: string;
  readonly finding: string;
  readonly next: readonly { readonly command?: string; readonly when?: string; readonly advice?: string }[];
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Diagnosis {
  readonly code: number;
  readonly document: { readonly schema: number; readonly ok: boolean; readonly checks: readonly Check[] };
  readonly check: (id: string) => Check;
  /** `state id: finding`, one per check, times written as `0 ms`. */
  readonly lines: readonly string[];
  /** The same without what passed, could not be looked at or is merely said. */
  readonly amiss: readonly string[];
}

/** Runs doctor in a config folder of its own and reads its document; nothing may stand on stderr. */
export const diagnose = async (
  env: Readonly<Record<string, string>>,
  argv: readonly string[] = [],
  more: Partial<FakeHostOptions> = {},
): Promise<Diagnosis> => {
  const folder = { NOVU_MSG_CONFIG_DIR: `${useTempDir()}/none` };
  const { code, stdout, stderr } = await run(["doctor", "--json", ...argv], {
    ...more,
    env: { ...folder, ...env },
  });
  expect(stderr).toBe("");
  const document: Diagnosis["document"] = JSON.parse(stdout);
  expect(Object.keys(document)).toEqual(["schema", "ok", "checks"]);
  const lines = document.checks.map(({ id, state, finding }) =>
    `${state} ${id}: ${finding}`.replace(/\b\d+ ms\b/g, "0 ms"),
  );
  return {
    code,
    document,
    lines,
    amiss: lines.filter((line) => /^(?:warn|fail) (?!program)/.test(line)),
    check: (id) => {
      const check = document.checks.find((candidate) => candidate.id === id);
      if (check === undefined) throw new Error(`there is no check ${id}`);
      return check;
    },
  };
};
