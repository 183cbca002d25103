import { defineConfig } from "vitest/config";
import LongestFirst from "./tests/longest-first.mts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: "./tests/temporary-folder.ts",
    testTimeout: 60_000,
    hookTimeout: 180_000,
    isolate: false, // a worker keeps what it has imported: half a second a file; tests leave the environment as it was
    maxWorkers: 3, // for two cores: while one waits for a kernel, a command or a clock, the others go on
    sequence: { sequencer: LongestFirst },
    reporters: ["default", "./tests/summary-reporter.ts"],
  },
});
