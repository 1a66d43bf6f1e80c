import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { keepUnsent, tellWithoutServer } from './keep-unsent.ts';
import { hasDevelopmentMailbox } from './mail.ts';
import { createSenderNote, isWithoutServer } from './mail-server.ts';
import { sendDueMails } from './send-mails.ts';
import { emptyEnded, giveUpOverdue } from './store.ts';

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
  const noteSender = createSenderNote();
  let isTold = false;
  return {
    jobs: [
      {
        name: 'send-mails',
        pollIntervalMs: 1_000,
        runDue: async (context) => {
          if (context.config.smtpUrl !== undefined) {
            if (!ending.signal.aborted) await noteSender(context);
            return sendDueMails(context, ending.signal);
          }
          const kept = await keepUnsent(context);
          if (kept === 0 && !isTold) {
            await tellWithoutServer(context);
            isTold = true;
          }
          return kept;
        },
      },
      {
        name: 'give-up-mails',
        pollIntervalMs: hourMs,
        runDue: async (context) => {
          const { config, database, clock } = context;
          if (hasDevelopmentMailbox(config)) return 0;
          await giveUpOverdue(database.handle, isWithoutServer(context), clock.offsetMs);
          await emptyEnded(database.handle, clock.offsetMs);
          return 0;
        },
      },
    ],
    endSoon: () => {
      setTimeout(() => ending.abort(), endingMs).unref();
    },
  };
}
