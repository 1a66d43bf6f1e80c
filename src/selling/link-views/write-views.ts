import type { Handle } from '#platform/db/database.ts';
import { addViews, type DayViews } from './store.ts';

/** A step: counts views that nobody's page view told of. */
export async function writeViews(tx: Handle, views: readonly DayViews[]): Promise<void> {
  await addViews(tx, views, 0);
}
