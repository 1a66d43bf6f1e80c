import type { Handle } from '#platform/db/database.ts';
import { blankAnswers } from './store.ts';

/**
 * A step: forgets what merchants' servers answered to these events, which may repeat what they were told.
 *
 * @returns how many
 */
export async function forgetAnswersAbout(
  tx: Handle,
  organizationId: string,
  events: readonly { readonly id: string }[],
): Promise<number> {
  return events.length === 0
    ? 0
    : blankAnswers(
        tx,
        organizationId,
        events.map(({ id }) => id),
      );
}
