import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { useGithubStep } from "../support/github-step.js";
import { isProgramMissing } from "../support/missing-program.js";
import { seedOne, useSandbox } from "../support/sandbox.js";
import { spawnShell } from "../support/spawn-cli.js";

test.skipIf(isProgramMissing("bash"))(
  "a step of a workflow: outputs, summary, a value for $(…) and the exit code",
  async () => {
    const [sandbox, step] = [await useSandbox(), useGithubStep()];
    const id = seedOne(sandbox);
    const { code, stdout, stderr } = await spawnShell(
      `set -e
     echo 'before=1' >> "$GITHUB_OUTPUT"
     by=$($NOVU_MSG action complete sub-1 ${id} primary --github -q --set by='a b' --query cta.action.result.payload.by)
     nobody=$($NOVU_MSG action get sub-1 ${id} -q --query cta.action.result.payload.nobody)
     echo "[$by] [$nobody]"
     echo 'after=2' >> "$GITHUB_OUTPUT"
     $NOVU_MSG action complete sub-1 ${id} secondary --github`,
      { env: { ...sandbox.env, ...step.env } },
    );
    expect({ code, stdout }).toEqual({ code: 10, stdout: "[a b] []\n" });
    expect(stderr).toMatch(/^error: not written/);
    expect(stderr).toMatch(/\n::error title=novu-msg%3A E_GUARD::not written[^\n]*\n$/);
    expect(step.outputs()).toEqual({
      before: "1",
      pressed: "primary",
      label: "Approve",
      status: "done",
      button: "primary",
      message_id: id,
      transaction_id: expect.stringMatching(/^txn_/),
      payload: '{"by":"a b"}',
      after: "2",
    });
    expect(step.summary()).toContain("Approve is now done for sub-1");
    expect(step.summary()).toContain("E_GUARD · exit 10");
  },
);

test.skipIf(isProgramMissing("bash") || !existsSync("/dev/full"))(
  "a full disk: the result is shown, then the failure",
  async () => {
    const sandbox = await useSandbox();
    const id = seedOne(sandbox);
    const { code, stdout, stderr } = await spawnShell(
      `$NOVU_MSG action complete sub-1 ${id} primary --github -q --query cta.action.status`,
      { env: { ...sandbox.env, GITHUB_OUTPUT: "/dev/full" } },
    );
    expect({ code, stdout }).toEqual({ code: 70, stdout: "done\n" });
    expect(stderr).toContain(
      "the file in GITHUB_OUTPUT can't be written: the disk is full (ENOSPC)   [E_OUTPUT",
    );
    expect(stderr).toContain("The command itself was carried out; only the step outputs are incomplete.");
  },
);
