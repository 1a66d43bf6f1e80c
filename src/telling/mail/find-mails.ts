import { decryptText } from '#platform/config/cipher.ts';
import type { Context } from '#platform/context.ts';
import type { MailKind } from '#platform/contract/mail.ts';
import type { Page, PageRequest } from '#platform/db/page.ts';
import { bodyOwner } from './mail.ts';
import { type KeptMail, selectUnsent } from './store.ts';

export type ReadableMail = KeptMail & { readonly text: string; readonly html: string };

/**
 * A step: mails that are still here, of an organization or to an address, newest first. They hold secrets: whoever asks
 * decides what is shown to whom.
 *
 * @param filter.isKept only those that are never sent
 */
export async function findMails(
  { config, database }: Context,
  of: { organizationId?: string | undefined; to?: string | undefined },
  page: PageRequest,
  filter: { kind?: MailKind | undefined; isKept?: boolean },
): Promise<Page<ReadableMail>> {
  const { rows, ...ends } = await selectUnsent(database.handle, of, page, filter);
  return {
    ...ends,
    rows: rows.map((mail) => {
      const body = decryptText(config.encryptionKeys, mail.body, bodyOwner(mail.id));
      return { ...mail, ...(JSON.parse(body) as { text: string; html: string }) };
    }),
  };
}
