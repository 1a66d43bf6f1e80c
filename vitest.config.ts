import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Vitest itself reads the configuration from the default export.
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}'],
    // Not part of the run yet: these have to pass on a quiet machine first, each is run by its path.
    exclude: [
      '**/node_modules/**',
      'test/matrix/**',
      'test/conformance/**',
      'test/process/**',
      'test/api/reporting/link-statistics.test.ts',
      'test/api/webhooks/fairness.test.ts',
      'test/api/webhooks/instances.test.ts',
      'test/api/auth/enumeration.test.ts',
      'test/e2e/dashboard/screens.test.ts',
    ],
    retry: process.env.CI ? 2 : 0,
    globalSetup: ['test/support/cluster-setup.ts'],
    // Tests mostly wait for the database, so even a small machine has work for two.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
});
