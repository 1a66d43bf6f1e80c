import { withInstanceKeys } from '#commands/backup/instance-keys.ts';
import type { Command } from '#commands/command-line/command.ts';
import { readEmail } from '#commands/command-line/read-email.ts';
import { findMails } from '#messaging/mail/find-mails.ts';
import { formatInstant } from '#platform/kit/time.ts';

const shownMails = 5;
const unreadable = 'It cannot be read: its encryption key is not configured any more.';

/** For trying things out alone: the dashboard shows nobody the secrets of somebody else. */
export const showMails: Command = {
  name: 'mail show',
  about: 'Prints the newest mails to an address that were not sent.',
  takes: ['email'],
  run: async (house, { taken, say }) => {
    const to = readEmail(taken.email as string);
    const { rows } = await findMails(withInstanceKeys(house), { to }, { limit: shownMails }, {});
    if (rows.length === 0) say(`No mail to ${to} is kept here.`);
    for (const { createdAt, subject, text } of rows) {
      say(`${formatInstant(createdAt)}  ${subject}\n\n${text ?? unreadable}`);
    }
  },
};
