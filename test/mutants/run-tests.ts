import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export type TestRun = {
  readonly passed: number;
  /** Names of the tests that failed. */
  readonly failures: readonly string[];
  readonly isTooLong: boolean;
  readonly seconds: number;
};

type Report = {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
};

const limitMs = 240_000;
/** All files of the list at once, on the sources as they are. */
const wholeLimitMs = 1_800_000;

/** Runs tests of the copy, with `bail` until the first fails. */
export async function runTests(
  folder: string,
  { tests, only }: { readonly tests: readonly string[]; readonly only?: string },
  { bail }: { readonly bail: boolean },
): Promise<TestRun> {
  const reportFile = join(folder, 'mutant-report.json');
  rmSync(reportFile, { force: true });
  const startMs = performance.now();
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${reportFile}`];
  const chosen = [...(bail ? ['--bail=1'] : []), ...(only ? ['-t', only] : []), ...tests];
  const isTooLong = await runToItsEnd(folder, [...args, ...chosen], bail ? limitMs : wholeLimitMs);
  const seconds = (performance.now() - startMs) / 1000;
  if (!existsSync(reportFile)) return { passed: 0, failures: [], isTooLong, seconds };
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  return { passed: report.numPassedTests, failures: failuresIn(report), isTooLong, seconds };
}

/** @returns whether it had to be stopped */
function runToItsEnd(folder: string, args: readonly string[], timeoutMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
    let isStopped = false;
    const timer = setTimeout(() => {
      isStopped = true;
      child.kill('SIGTERM');
    }, timeoutMs);
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve(isStopped);
    });
  });
}

/** What took too long says more about the machine than about the change. */
const isTimeOut = (text: string) => /(?:Test|Hook) timed out/.test(text);

/** Only what a test by its name says is wrong; a set-up that fails says nothing of the change. */
function failuresIn({ testResults }: Report): string[] {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === 'failed' && !failureMessages.every(isTimeOut))
    .map(({ fullName }) => fullName);
}
