import { encryptText } from '#platform/config/cipher.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { bodyOwner, type NewMail, triedForMs } from './mail.ts';
import { keepsWhatItWrites } from './mail-server.ts';
import { insertMails } from './store.ts';

/**
 * A step: puts a mail into the outbox in the transaction of the change that it tells, so that neither exists
 * without the other. Call `context.wakeJobs('send-mails')` after the commit to have it sent at once.
 *
 * @returns false when a mail with the same `dedupeKey` was queued before
 */
export async function queueMail(tx: Handle, context: Context, mail: NewMail): Promise<boolean> {
  return (await queueMails(tx, context, [mail])) > 0;
}

/**
 * The same for many.
 *
 * @returns how many were not queued before
 */
export async function queueMails(tx: Handle, context: Context, mails: readonly NewMail[]): Promise<number> {
  const { clock, config } = context;
  const now = clock.now();
  return insertMails(
    tx,
    mails.map((mail) => {
      const id = uuidv7(now);
      const body = JSON.stringify({ text: mail.text, html: mail.html });
      return {
        organizationId: mail.organizationId,
        id,
        kind: mail.kind,
        to: mail.to,
        replyTo: mail.replyTo ?? null,
        locale: mail.locale,
        subject: mail.subject,
        body: encryptText(config.encryptionKeys, body, bodyOwner(id)),
        dedupeKey: mail.dedupeKey ?? null,
        keptBecause: mail.isKept ? ('sandbox' as const) : null,
        createdAt: now,
        giveUpAt: mail.giveUpAt ?? new Date(now.getTime() + triedForMs),
      };
    }),
    keepsWhatItWrites(context),
  );
}
