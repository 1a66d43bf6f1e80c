import { decryptText } from '#platform/config/cipher.ts';
import type { Context } from '#platform/context.ts';
import { bodyOwner, type DueMail, messageIdOf, nextTryAt } from './mail.ts';
import { type MailSender, openSender, type SendResult } from './smtp.ts';
import { claimMails, markGivenUp, markSent, postpone } from './store.ts';

const batchSize = 20;
const timeLimitMs = 120_000;
/** Longer than any try, so that no other worker takes a mail that is on its way. */
const leaseSeconds = 180;

/**
 * Sends what is due. A mail is sent outside of any transaction and noted afterwards, so a crash in between sends it
 * a second time when its lease is over: at least once, under the same Message-ID, which most mail programs show
 * once.
 *
 * @param ending aborts what is on its way, which is then tried again by another process
 * @returns how many were due; none without SMTP, where mails wait to be read in the development mailbox
 */
export async function sendDueMails(context: Context, ending: AbortSignal): Promise<number> {
  const { config, clock, database } = context;
  if (config.smtpUrl === undefined || ending.aborted) return 0;
  const mails = await claimMails(database.handle, batchSize, leaseSeconds, clock.offsetMs);
  if (mails.length === 0) return 0;
  const sender = openSender(config, { timeLimitMs, ending });
  // One that cannot be noted leaves the others on their way.
  const outcomes = await Promise.allSettled(mails.map((mail) => sendOne(context, sender, mail)));
  sender.close();
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return mails.length;
}

async function sendOne(context: Context, sender: MailSender, mail: DueMail): Promise<void> {
  const { handle } = context.database;
  const startedAt = context.clock.now();
  if (startedAt >= mail.giveUpAt) {
    return markGivenUp(handle, mail, 'It was of no use any more before it could be sent.', startedAt);
  }
  const result = await trySending(context, sender, mail);
  const now = context.clock.now();
  if (result.kind === 'sent') return markSent(handle, mail, now);
  const dueAt = result.kind === 'failed' ? nextTryAt(mail, now) : undefined;
  context.log.warn(
    { mail_id: mail.id, tries: mail.tries, due_at: dueAt ?? null, code: result.code },
    dueAt ? 'a mail could not be sent yet' : 'a mail is given up',
  );
  return dueAt ? postpone(handle, mail, result.error, dueAt) : markGivenUp(handle, mail, result.error, now);
}

async function trySending(context: Context, sender: MailSender, mail: DueMail): Promise<SendResult> {
  const { encryptionKeys, publicUrl } = context.config;
  let body: string;
  try {
    body = decryptText(encryptionKeys, mail.body, bodyOwner(mail.id));
  } catch (error) {
    return { kind: 'failed', code: 'decryption', error: (error as Error).message };
  }
  const { text, html } = JSON.parse(body) as { text: string; html: string };
  const { to, replyTo, subject } = mail;
  return sender.send({ to, replyTo, subject, text, html, messageId: messageIdOf(mail.id, publicUrl) });
}
