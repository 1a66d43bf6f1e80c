import { decryptText } from '#platform/config/cipher.ts';
import type { Context } from '#platform/context.ts';
import type { MailKind } from '#platform/contract/mail.ts';
import type { Page, PageRequest } from '#platform/db/page.ts';
import { bodyOwner, type KeptBecause } from './mail.ts';
import { type ShownRow, selectMails } from './store.ts';

export type ReadableMail = Omit<ShownRow, 'body'> & {
  /** Null once its body is gone, or where no configured key reads it. */
  readonly text: string | null;
  readonly html: string | null;
  readonly isDamaged: boolean;
};

/**
 * A step: mails of an organization or to an address, newest first. They hold secrets: whoever asks decides what is shown to
 * whom.
 *
 * @param filter.kept those that are or were kept, for any reason or for one, also without body; else those that can be read
 */
export async function findMails(
  context: Context,
  of: { organizationId?: string | undefined; to?: string | undefined },
  page: PageRequest,
  filter: { kind?: MailKind | undefined; kept?: 'any' | KeptBecause },
): Promise<Page<ReadableMail>> {
  const { rows, ...ends } = await selectMails(context.database.handle, of, page, filter);
  return { ...ends, rows: rows.map((mail) => readMail(context, mail)) };
}

export function readMail({ config }: Pick<Context, 'config'>, { body, ...mail }: ShownRow): ReadableMail {
  const nothing = { ...mail, text: null, html: null };
  if (body === null) return { ...nothing, isDamaged: false };
  try {
    const plain = decryptText(config.encryptionKeys, body, bodyOwner(mail.id));
    return { ...mail, ...(JSON.parse(plain) as { text: string; html: string }), isDamaged: false };
  } catch {
    return { ...nothing, isDamaged: true };
  }
}
