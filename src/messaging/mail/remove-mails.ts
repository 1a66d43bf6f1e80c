import type { Handle } from '#platform/db/database.ts';
import { deleteMailsAbout, type MailsAbout } from './store.ts';

/**
 * A step: removes mails to a buyer, and those that tell a merchant of them, sent or not.
 *
 * @returns how many
 */
export async function removeMailsAbout(
  tx: Handle,
  organizationId: string,
  about: MailsAbout,
): Promise<number> {
  return deleteMailsAbout(tx, organizationId, about);
}
