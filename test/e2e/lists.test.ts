import { expect, test } from "vitest";
import { isProgramMissing } from "../support/missing-program.js";
import { useSandbox } from "../support/sandbox.js";
import { spawnShell } from "../support/spawn-cli.js";

test.skipIf(isProgramMissing("bash"))(
  "a reader who has seen enough of a long list ends its reading",
  async () => {
    const sandbox = await useSandbox();
    sandbox.seed({ count: 5_000 });
    for (const format of ["tsv", "ndjson", "csv"]) {
      sandbox.forget();
      const { code, stdout, stderr } = await spawnShell(
        `set -o pipefail; $NOVU_MSG message list --all -o ${format} | head -1`,
        { env: sandbox.env },
      );
      expect([code, stderr, stdout.split("\n")]).toEqual([0, "", [expect.stringMatching(/./), ""]]);
      expect(sandbox.wire().length).toBeLessThan(50);
    }
  },
);

test.skipIf(isProgramMissing("bash") || isProgramMissing("xargs"))(
  "a list's ids are what another command takes",
  async () => {
    const sandbox = await useSandbox();
    sandbox.seed({ count: 3, workflow: "single" });
    sandbox.seed();
    const { code, stdout } = await spawnShell(
      "$NOVU_MSG message list --workflow single --all --fields _id | xargs $NOVU_MSG message delete --yes",
      { env: sandbox.env },
    );
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split("\t")[1]),
    ).toEqual(["deleted", "deleted", "deleted"]);
    const left = await spawnShell("$NOVU_MSG message list -q", { env: sandbox.env });
    expect(left.stdout).toContain("\tapproval\t");
    expect(left.stdout.trimEnd().split("\n")).toHaveLength(1);
  },
);
