import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgsStringToArgv } from "string-argv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { inputOf } from "../support/parse-only.js";
import { ROOT } from "../support/program.js";

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Matrix };
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}
interface Matrix {
  readonly os: readonly string[];
  readonly node: readonly number[];
  readonly include: readonly { readonly os: string; readonly projects: string }[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const textOf = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");
const manifest = JSON.parse(textOf("package.json"));

const FOLDER = ".github/workflows";
const workflows = readdirSync(path.join(ROOT, FOLDER)).map((name) => {
  const text = textOf(`${FOLDER}/${name}`);
  return { ...(parse(text) as Workflow), name, text };
});
const steps = workflows.flatMap(({ jobs }) => Object.values(jobs)).flatMap((job) => job.steps);

/** Names of the scripts that a text runs through npm. */
const scriptsIn = (text: string): string[] => [
  ...[...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = ""]) => name),
  ...(/\bnpm test\b/.test(text) ? ["test"] : []),
];

test.each(["ci.yml", "release.yml"])("%s has jobs with steps and an end", (name) => {
  const { jobs = {} } = workflows.find((workflow) => workflow.name === name) ?? {};
  expect(Object.keys(jobs).length).toBeGreaterThan(0);
  for (const job of Object.values(jobs)) {
    expect(job.steps.length).toBeGreaterThan(0);
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(90);
  }
});

test("every script that a workflow, CI, the contributing page or another script names is there", () => {
  const named = [
    ...steps.map(({ run = "" }) => run),
    textOf(".ci/run"),
    textOf("CONTRIBUTING.md"),
    textOf(".github/pull_request_template.md"),
    ...(Object.values(manifest.scripts) as string[]),
  ].flatMap(scriptsIn);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([]);
});

test("what others wrote is used at one commit, whose version stands beside it", () => {
  expect(steps.flatMap(({ uses }) => uses ?? []).length).toBeGreaterThan(0);
  const loose = workflows
    .flatMap(({ text }) => text.split("\n"))
    .filter((line) => /\buses:/.test(line) && !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
  expect(loose).toEqual([]);
});

test("a workflow may read and no more; only the jobs that release may do what that takes", () => {
  for (const { permissions } of workflows) expect(permissions).toEqual({ contents: "read" });
  const more = workflows.flatMap(({ name, jobs }) =>
    Object.entries(jobs).flatMap(([job, { permissions }]) =>
      permissions === undefined ? [] : [[`${name} ${job}`, permissions]],
    ),
  );
  expect(Object.fromEntries(more)).toEqual({
    "release.yml version": { contents: "write", "pull-requests": "write" },
    "release.yml publish": { contents: "write", "id-token": "write" },
  });
});

test("CI tests on every system and Node, with projects that there are", () => {
  const { matrix } = workflows.find(({ name }) => name === "ci.yml")?.jobs.test?.strategy ?? {};
  expect(matrix?.node).toEqual([20, 22, 24, 26]);
  expect(matrix?.os).toEqual(["ubuntu-latest", "macos-latest", "windows-latest"]);
  const projects = [...textOf("vitest.config.ts").matchAll(/project\("([\w-]+)"/g)].map(([, name]) => name);
  for (const os of matrix?.os ?? []) {
    const words = matrix?.include.find((entry) => entry.os === os)?.projects ?? "";
    const named = [...words.matchAll(/--project ([\w-]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !projects.includes(name))).toEqual([]);
  }
});

test.each(["bug.yml", "feature.yml"])(
  "the form %s asks for something, and each answer has a name",
  (name) => {
    const { body, ...form } = parse(textOf(`.github/ISSUE_TEMPLATE/${name}`));
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const fields = (body as { type: string; id?: string; attributes: { label?: string } }[]).filter(
      ({ type }) => type !== "markdown",
    );
    const ids = fields.map(({ id }) => id);
    expect(new Set(ids).size).toBe(fields.length);
    expect(fields.every(({ id, attributes }) => id && attributes.label)).toBe(true);
  },
);

const changesets = readdirSync(path.join(ROOT, ".changeset"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: textOf(`.changeset/${name}`) }));

test("every changeset is about this package and shows a command line that there is", async () => {
  for (const { text } of changesets) {
    expect(text).toMatch(/^---\n"novu-msg": (?:major|minor|patch)\n---\n\n\S/);
    const lines = [...text.matchAll(/^novu-msg (.+)$/gm)].map(([, line = ""]) => parseArgsStringToArgv(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const argv of lines) await expect(inputOf(argv)).resolves.toBeDefined();
  }
});
