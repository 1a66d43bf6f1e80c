import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runMain } from './lib/fail.mjs';
import { prepare, root } from './lib/prepare.mjs';
import { runChild } from './lib/run-child.mjs';

// Of a run with many files, how many of the slowest are named.
const manyFiles = 20;
const slowFilesShown = 12;

// `npm test [-- vitest arguments]`: makes the checkout ready, runs the tests, and counts them on the last line.
await runMain(async () => {
  await prepare();
  const folder = mkdtempSync(join(tmpdir(), 'linktill-test-report-'));
  // Also when a signal ends the run.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // Of a whole run the tests also have to have seen every answer that is documented.
  if (process.argv.length === 2) process.env.SEEN_ANSWERS_FILE = join(folder, 'seen-answers.txt');
  return runTests(join(folder, 'report.json'));
});

/** A room is its folder in src, and the folder of that name among the tests of the API. */
function testsOf(argument) {
  const room = /^src\/\w+\/([\w-]+)\/?$/.exec(argument)?.[1];
  const ofApi = `test/api/${room}`;
  return room && existsSync(join(root, ofApi)) ? [argument, ofApi] : [argument];
}

async function runTests(reportFile) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...reporters,
    ...process.argv.slice(2).flatMap(testsOf),
  ];
  const { code } = await runChild(process.execPath, args, { directory: root });
  const { passed, failed, skipped, slowest } = count(reportFile);
  if (slowest.length > 0) process.stdout.write(`the slowest files: ${slowest.join(', ')}\n`);
  for (const name of skipped) process.stdout.write(`skipped: ${name}\n`);
  // Something outside of any test, like a set-up that failed, counts as one failure.
  const failures = failed === 0 && code !== 0 ? 1 : failed;
  process.stdout.write(`${passed} passed, ${failures} failed\n`);
  return failures === 0 ? 0 : 1;
}

function count(reportFile) {
  let report;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: [], slowest: [] };
  }
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: tests.filter((test) => test.status === 'failed').length + unloadable.length,
    slowest: slowestOf(report.testResults),
    skipped: tests.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName),
  };
}

/** Where the time of a large run went. */
function slowestOf(files) {
  if (files.length < manyFiles) return [];
  return files
    .map(({ name, startTime, endTime }) => ({
      path: relative(root, name),
      seconds: (endTime - startTime) / 1000,
    }))
    .sort((left, right) => right.seconds - left.seconds)
    .slice(0, slowFilesShown)
    .map(({ path, seconds }) => `${path} ${Math.round(seconds)} s`);
}
