interface CoveredLine {
  readonly line: string;
  /** The file that runs it, word for word or in effect. */
  readonly by: string;
}

/** The lines of the docs that are not run here. One that is no longer there, or whose file is not, fails a test. */
export const COVERED_ELSEWHERE: readonly CoveredLine[] = [
  { line: "npm install && npm run demo", by: ".ci/run" },
  { line: "npm install && npm test", by: ".ci/run" },
  { line: "npm install --global novu-msg", by: "test/docs/install.test.ts" },
  { line: "npm test", by: ".ci/run" },
  { line: "novu-msg profile add prod --region eu --store keychain", by: "test/e2e/keychain.test.ts" },
  { line: "novu-msg profile add e --region eu --store keychain", by: "test/e2e/keychain.test.ts" },
];

interface CoveredBlocks {
  /** The page and the language. */
  readonly block: string;
  readonly by: string;
}

/** Blocks that are programs for something else than a shell. */
export const COVERED_BLOCKS: readonly CoveredBlocks[] = [
  { block: "docs/sandbox.md: ts", by: "test/e2e/sandbox-page.test.ts" },
  { block: "docs/sandbox.md: yaml", by: "test/docs/workflows.test.ts" },
];
