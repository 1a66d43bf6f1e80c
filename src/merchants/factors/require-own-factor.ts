import type { Handle } from '#platform/db/database.ts';
import { missingSecondFactor } from './factors.ts';
import { hasFactor } from './find-factors.ts';

/**
 * A step: for what only somebody decides who has a second factor.
 *
 * @throws 409 `second_factor_missing`
 */
export async function requireOwnFactor(tx: Handle, userId: string): Promise<void> {
  if (!(await hasFactor(tx, userId))) throw missingSecondFactor();
}
