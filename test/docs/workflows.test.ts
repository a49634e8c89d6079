import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { KEY } from "../support/sandbox.js";
import { isCoveredElsewhere } from "./check-lines.js";
import { sectionsOf } from "./page.js";
import { pageText } from "./pages.js";
import { lacksPrograms, usePlace } from "./place.js";
import { jobIn, runJob, type WorkflowStep } from "./run-workflow.js";

const workflowOf = (page: string) => {
  const [block] = sectionsOf(pageText(page)).flatMap(({ blocks }) =>
    blocks.filter(({ language }) => language === "yaml"),
  );
  return jobIn(block?.text ?? "");
};

const isCovered = (run: string): boolean => isCoveredElsewhere({ text: run });

const script = (directory: string, name: string, text: string): void => {
  mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
  writeFileSync(path.join(directory, name), text, { mode: 0o755 });
};

test.skipIf(lacksPrograms()).each([
  { answer: "primary", codes: [undefined, undefined, 0, 0, 0, undefined], says: "deployed" },
  { answer: "secondary", codes: [undefined, undefined, 0, 0, undefined, 1], says: "not deployed: Reject" },
] as const)(
  "the approval gate of docs/recipes.md, where somebody presses $answer",
  async ({ answer, codes, says }) => {
    const place = await usePlace("stranger");
    script(place.cwd, "deploy.sh", "#!/bin/sh\necho deployed\n");
    const before = new Set(place.sandbox.messages(KEY).map(({ messageId }) => messageId));
    const pressed = (step: WorkflowStep): void => {
      if (step.id !== "gate") return;
      const asked = place.sandbox.messages(KEY).filter(({ messageId }) => !before.has(messageId ?? ""));
      expect(asked).toHaveLength(1);
      setTimeout(() => place.sandbox.press(asked[0]?.messageId ?? "", answer), 1_000);
    };
    const ran = await runJob(workflowOf("docs/recipes.md"), place, {
      secrets: { NOVU_SECRET_KEY: KEY },
      isCovered,
      during: pressed,
    });
    expect(
      ran.map(({ code }) => code),
      JSON.stringify(ran, null, 2),
    ).toEqual(codes);
    expect(ran.map(({ log }) => log).join("")).toContain(says);
  },
);

test.skipIf(lacksPrograms())("the steps of docs/sandbox.md", async () => {
  const place = await usePlace("stranger");
  script(place.cwd, "test/seed.json", '{"messages":[{"content":"Deploy?"}]}');
  const { env, steps } = workflowOf("docs/sandbox.md");
  const asked = { run: "novu-msg message list --query '[].content' -o json" };
  const last = steps.length - 1;
  const ran = await runJob({ env, steps: [...steps.slice(0, last), asked, ...steps.slice(last)] }, place, {
    isCovered,
  });
  expect(
    ran.map(({ code }) => code),
    JSON.stringify(ran, null, 2),
  ).toEqual([undefined, 0, undefined, 0, 0]);
  expect(ran[3]?.log).toContain('"Deploy?"');
});
