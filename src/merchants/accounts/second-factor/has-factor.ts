import type { Handle } from '#platform/db/database.ts';
import { hasSecondFactor } from './second-factor.ts';
import { selectFactors } from './store.ts';

/** A step: whether the person has a second factor, for which the password is no proof any more. */
export async function hasFactor(tx: Handle, userId: string): Promise<boolean> {
  return hasSecondFactor(await selectFactors(tx, userId));
}
