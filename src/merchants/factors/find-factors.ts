import type { Handle } from '#platform/db/database.ts';
import { type Factors, hasSecondFactor } from './factors.ts';
import { selectFactors } from './store.ts';

/** A step: what a person can show beside the password. */
export async function findFactors(tx: Handle, userId: string): Promise<Factors> {
  return selectFactors(tx, userId);
}

/** A step: whether the person has a second factor, for which the password is no proof any more. */
export async function hasFactor(tx: Handle, userId: string): Promise<boolean> {
  return hasSecondFactor(await selectFactors(tx, userId));
}
