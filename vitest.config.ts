import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const project = (name: string, timeout = 20_000) => ({
  extends: true as const,
  test: {
    name,
    setupFiles: ["test/support/loopback-only.ts", "test/support/no-leaks.ts"],
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeout,
    hookTimeout: timeout,
  },
});

export default defineConfig({
  test: {
    // Many tests wait for a clock or a program, and leave a processor free.
    maxWorkers: availableParallelism() + 1,
    projects: [
      project("unit"),
      project("commands"),
      project("faults", 60_000),
      project("fuzz", 120_000),
      project("reliability"),
      project("contract", 60_000),
      project("architecture"),
      project("generated"),
      project("pictures", 120_000),
      project("e2e", 60_000),
      project("package", 60_000),
      project("terminal", 60_000),
      project("shells", 60_000),
      project("docs", 60_000),
      project("fire", 180_000),
    ],
  },
});
