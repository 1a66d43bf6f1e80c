import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { decideChallenge, findPaymentById, type SandboxPayment } from './store.ts';

export type ChallengeOutcome = 'approve' | 'refuse' | 'abandon';

/** The 3-D Secure challenge that a test card asks for; the id is its bearer secret. */
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
  return payment.returnUrl;
}
