import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ensureBuild, root } from '#test/process/support/run.ts';
import { plantBug, plantNames } from './plant.ts';
import { showReport } from './report.ts';
import { runChaos } from './run-chaos.ts';

beforeAll(ensureBuild);

test('buyers pay once, and everything is told and booked, while processes, lines and the database break', async () => {
  const report = await runChaos({ seed: 'short', loadMs: 16_000, buildFolder: join(root, 'build') });
  expect(report.violations, showReport(report)).toEqual([]);
  const { counts } = report;
  expect(counts.kills).toBeGreaterThanOrEqual(2);
  expect(counts.databaseRestarts + counts.databaseKills).toBeGreaterThanOrEqual(1);
  expect(counts.stops + counts.cuts + counts.lostAnswers).toBeGreaterThanOrEqual(3);
  // Nobody looks at the books of a database that stands still.
  expect(counts.audits).toBeGreaterThanOrEqual(5);
  expect(counts.acknowledgedPayments).toBeGreaterThanOrEqual(20);
  expect(counts.webhooksDelivered).toBeGreaterThanOrEqual(counts.acknowledgedPayments);
}, 240_000);

test.each(plantNames)('the planted bug "%s" still fits the sources', async (name) => {
  const planted = await plantBug(root, name);
  planted.remove();
});
