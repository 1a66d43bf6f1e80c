import { constants } from 'node:os';
import type { TestProject } from 'vitest/node';
import { startClusterService } from './cluster-service.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the test files ask the run for a database or the browser; see cluster.ts. */
    clusterService: string;
  }
}

/** Runs once for all test files. Nothing heavy starts before the first test file asks for it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const service = await startClusterService();
  project.provide('clusterService', service.url);
  endInOrderOnSignals(project, service.stop);
  return async () => {
    await service.stop();
    await requireAllAnswers();
  };
}

/** After a run of all tests: each answer that the API documents was given to one of them at least. */
async function requireAllAnswers(): Promise<void> {
  const file = process.env.SEEN_ANSWERS_FILE;
  if (!file) return;
  const { unseenAnswers } = await import('./documented-answers.ts');
  const unseen = unseenAnswers(file);
  if (unseen.length === 0) return;
  process.stderr.write(
    `No test saw these documented answers; test them, or take them out of their contracts:\n${unseen.join('\n')}\n`,
  );
  // A failure that is thrown here would be told, and forgotten in the exit code.
  process.exitCode = 1;
}

/** Vitest's own answer to a signal is to exit a millisecond later, which leaves its workers and our files behind. */
function endInOrderOnSignals(project: TestProject, stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.once(signal, async () => {
      await Promise.allSettled([project.vitest.close(), stop()]);
      process.exit(128 + constants.signals[signal]);
    });
  }
}
