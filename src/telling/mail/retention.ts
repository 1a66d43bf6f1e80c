import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { keptDays } from './mail.ts';
import { deleteOldMails } from './store.ts';

export const mailRetention: RetentionRule<Context> = {
  table: 'mails',
  kept: `${keptDays} days; the body goes as soon as the mail is sent or given up`,
  why: 'For whoever asks whether one went out.',
  sweep: async ({ database, clock }, limit) =>
    swept(await deleteOldMails(database.handle, limit, clock.offsetMs), limit),
};
