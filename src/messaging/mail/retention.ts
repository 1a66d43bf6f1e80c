import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { keptDays } from './mail.ts';
import { deleteOldMails } from './store.ts';

export const mailSenderRetention: RetentionRule<Context> = {
  table: 'mail_senders',
  kept: 'for ever',
  why: 'One row, written over and over by whoever sends mails.',
};

export const mailRetention: RetentionRule<Context> = {
  table: 'mails',
  kept: `${keptDays} days; the body goes as soon as the mail is sent or given up, or as the code or link of one that is kept has ended`,
  why: 'For whoever asks whether one went out.',
  sweep: async ({ database, clock }, limit) =>
    swept(await deleteOldMails(database.handle, limit, clock.offsetMs), limit),
};
