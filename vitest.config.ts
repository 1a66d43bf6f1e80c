import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/support/slowest-first.ts';

// Vitest itself reads the configuration from the default export.
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}'],
    // One import of the application for all files of a worker: half of the time of a run otherwise.
    isolate: false,
    globalSetup: ['test/support/cluster-setup.ts'],
    // A third on two processors was tried: 1131 s beside 1031 s, and tests that measure time came closer to their bounds.
    maxWorkers: Math.max(2, availableParallelism()),
    sequence: { sequencer: SlowestFirst },
    // Generous: what measures time says so itself, and a busy machine fails nothing else.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
