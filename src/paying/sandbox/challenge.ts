import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { openReturnUrl, readChallenge } from './secret-addresses.ts';
import { decideChallenge, findPaymentById, type SandboxPayment } from './store.ts';

export type ChallengeOutcome = 'approve' | 'refuse' | 'abandon';

/** A challenge at its buyer's address; `text` is what the address ends with. */
export async function findChallenge(context: Context, text: string): Promise<SandboxPayment> {
  return getChallenge(context, readChallenge(context.config.encryptionKeys, text) ?? '');
}

/** The 3-D Secure challenge that a test card asks for. */
export async function getChallenge(context: Context, id: string): Promise<SandboxPayment> {
  const payment = isUuid(id)
    ? await findPaymentById(context.database, id, context.clock.offsetMs)
    : undefined;
  if (payment?.scenario !== 'challenge') throw notFound('challenge');
  return payment;
}

const decisions = {
  approve: { status: 'succeeded', errorCode: null },
  refuse: { status: 'declined', errorCode: 'authentication_failed' },
  abandon: { status: 'canceled', errorCode: null },
} as const;

// The notification follows the buyer's return, as a bank's does; a buyer who never returns is found by it.
const notifyAfterMs = 1_000;

/** Answers a challenge; the first answer counts. Gives the address to which the buyer returns. */
export async function answerChallenge(
  context: Context,
  id: string,
  outcome: ChallengeOutcome,
): Promise<string> {
  const payment = await getChallenge(context, id);
  await decideChallenge(
    context.database,
    payment,
    { ...decisions[outcome], notifyAfterMs },
    context.clock.offsetMs,
  );
  context.wakeJobs('sandbox-notifications');
  return openReturnUrl(context.config.encryptionKeys, payment);
}
