import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Timeouts only end what hangs: a busy machine may need ten times what an idle one does. */
const project = (name: string, timeout = 200_000) => ({
  extends: true as const,
  test: {
    name,
    setupFiles: ["test/support/loopback-only.ts", "test/support/no-leaks.ts"],
    include: [`test/${name}/**/*.test.ts`],
    expect: { poll: { timeout: 60_000 } },
    testTimeout: timeout,
    hookTimeout: timeout,
  },
});

/** `--mode all` runs the samples of long lists of cases in full, and what is slow by nature: kills, full disks, pace. */
export default defineConfig(({ mode }) => ({
  test: {
    // Nothing is mocked, and modules hold no state of a run: test files can share a process.
    isolate: false,
    // Many tests wait for a clock or a program, and leave a processor free.
    maxWorkers: availableParallelism() + 1,
    env: mode === "all" ? { NOVU_MSG_TEST_ALL: "1" } : {},
    projects: [
      project("unit"),
      project("commands"),
      project("faults", 600_000),
      project("fuzz", 900_000),
      project("reliability"),
      project("contract", 600_000),
      project("architecture"),
      project("generated"),
      project("pictures", 900_000),
      project("e2e", 600_000),
      project("package", 600_000),
      project("terminal", 600_000),
      project("shells", 600_000),
      project("docs", 600_000),
      ...(mode === "all" ? [project("fire", 900_000)] : []),
    ],
  },
}));
