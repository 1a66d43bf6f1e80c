import type { Context } from '#platform/context.ts';
import { hasMailServer } from './mail-server.ts';
import { selectLatestOutcomes } from './store.ts';

/** Whether mail works, as far as it can be known here: from the outcome of the mails tried last, whoever they were for. */
export type MailHealth = {
  readonly hasServer: boolean;
  /** When the mail server last took one; null when it took none that is remembered. */
  readonly lastSentAt: Date | null;
  /** Several in a row were not taken; one alone may be an address that does not exist. */
  readonly isRefusing: boolean;
};

const inARow = 3;

/** A step: how mail stands on this installation. */
export async function readMailHealth(context: Context): Promise<MailHealth> {
  const hasServer = await hasMailServer(context);
  const outcomes = await selectLatestOutcomes(context.database.handle);
  const newest = outcomes.slice(0, inARow);
  return {
    hasServer,
    lastSentAt: outcomes.find(({ sentAt }) => sentAt !== null)?.sentAt ?? null,
    isRefusing: newest.length === inARow && newest.every(({ sentAt }) => sentAt === null),
  };
}
