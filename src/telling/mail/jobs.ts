import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { hasDevelopmentMailbox } from './mail.ts';
import { sendDueMails } from './send-mails.ts';
import { giveUpOverdue } from './store.ts';

const hourMs = 60 * 60 * 1000;
/** A process that ends has ten seconds for all; a server that answers slowly does not get them. */
const endingMs = 8_000;

export type Mailer = {
  readonly jobs: readonly Job<Context>[];
  /** Soon breaks off what is on its way, so that a slow mail server does not keep the process from ending. */
  endSoon(): void;
};

export function createMailer(): Mailer {
  const ending = new AbortController();
  return {
    jobs: [
      {
        name: 'send-mails',
        pollIntervalMs: 1_000,
        runDue: (context) => sendDueMails(context, ending.signal),
      },
      {
        name: 'give-up-mails',
        pollIntervalMs: hourMs,
        runDue: async ({ config, database, clock }) => {
          if (!hasDevelopmentMailbox(config)) await giveUpOverdue(database.handle, clock.offsetMs);
          return 0;
        },
      },
    ],
    endSoon: () => {
      setTimeout(() => ending.abort(), endingMs).unref();
    },
  };
}
