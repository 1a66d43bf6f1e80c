import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take 20 seconds and more, the longest first. A run that ends with one of them alone keeps one processor busy and
 * the others waiting, and how long a file took is not known to a fresh clone.
 */
export const slowFiles = [
  'test/api/checkout/permutations.test.ts',
  'test/chaos/chaos.test.ts',
  'test/e2e/dashboard/screens.test.ts',
  'test/e2e/buyer/buyer.test.ts',
  'test/process/start.test.ts',
  'test/commands/refusals.test.ts',
  'test/e2e/dashboard/drafts.test.ts',
  'test/model/payment-links.test.ts',
  'test/process/rush.test.ts',
  'test/process/stop.test.ts',
  'test/e2e/dashboard/surroundings.test.ts',
  'test/pages/reference.test.ts',
  'test/process/backup.test.ts',
  'test/commands/versions.test.ts',
  'test/api/reporting/link-statistics.test.ts',
  'test/e2e/dashboard/account.test.ts',
  'test/e2e/dashboard/second-factor.test.ts',
  'test/process/commands.test.ts',
  'test/platform/bundled-postgres.test.ts',
  'test/e2e/dashboard/selling.test.ts',
  'test/process/crash.test.ts',
  'test/fuzz/api-fuzz.test.ts',
  'test/commands/move.test.ts',
  'test/api/checkout/closed-links.test.ts',
  'test/api/query-plans/query-plans.test.ts',
  'test/api/checkout/unknown-outcome.test.ts',
  'test/matrix/protocol.test.ts',
  'test/api/outages/silence.test.ts',
];

/** The slow files first; the rest as Vitest would have it. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = slowFiles.indexOf(relative(this.ctx.config.root, moduleId));
      return at === -1 ? slowFiles.length : at;
    };
    return (await super.sort(files)).sort((left, right) => rank(left) - rank(right));
  }
}
