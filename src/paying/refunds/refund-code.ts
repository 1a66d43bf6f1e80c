import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { findUsers } from '#merchants/accounts/find-user.ts';
import { factorBuckets, takeFactorCode } from '#merchants/accounts/second-factor/use-factor.ts';
import { hasFactor } from '#merchants/factors/find-factors.ts';
import { getOrganization } from '#merchants/organizations/find-organization.ts';
import { countRequest, giveBack } from '#merchants/throttling/count-try.ts';
import type { Bucket } from '#merchants/throttling/tries.ts';
import { composeRefundCode } from '#messaging/mail/compose/compose-refund-code.ts';
import { endMailOf } from '#messaging/mail/end-mail.ts';
import { mailFrame } from '#messaging/mail/mail.ts';
import { queueMail } from '#messaging/mail/queue-mail.ts';
import type { PayingContext } from '#paying/context.ts';
import { problem } from '#platform/contract/errors.ts';
import { requireFreshProof } from '#platform/http/fresh-proof.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { findRefundable } from './find-refundable.ts';
import { findRecentCode, insertRefundCode, tryRefundCode, useRefundCode } from './store.ts';

const lifeSeconds = 600;
const maximumTries = 5;
/** Whoever asks again so soon means the code that is on its way. */
const repeatedWithinSeconds = 60;

/**
 * Mails six digits to whoever is about to refund from the dashboard; they are good for this payment and amount.
 *
 * @throws 429 `rate_limited` for more than so many codes, or wrong tries, as a person gets in an organization and day
 */
export async function sendRefundCode(
  context: PayingContext,
  caller: SessionCaller,
  reference: string,
  amount: unknown,
) {
  const refundable = await findRefundable(context, caller, reference, amount);
  const { transactionId, amountMinor, currency, publicId } = refundable;
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const id = uuidv7(context.clock.now());
  const before = await findRecentCode(
    context.database.handle,
    { organizationId: caller.organizationId, userId: caller.userId, transactionId, amountMinor },
    { maximumTries, withinSeconds: repeatedWithinSeconds },
    context.clock.offsetMs,
  );
  if (before) return { amount: formatAmount(amountMinor), currency, expires_at: formatInstant(before) };
  await countRequest(context, [bucketOf(caller, 'refund-code')]);
  const expiresAt = await context.database.transaction(async (tx) => {
    const user = (await findUsers(tx, [caller.userId])).get(caller.userId);
    if (!user) throw new Error('Whoever is signed in has an account.');
    const organization = await getOrganization(tx, caller.organizationId);
    const expires = await insertRefundCode(
      tx,
      {
        organizationId: caller.organizationId,
        id,
        userId: caller.userId,
        transactionId,
        amountMinor,
        codeHash: hashOf(context, id, code),
        lifeSeconds,
      },
      context.clock.offsetMs,
    );
    const mail = composeRefundCode(mailFrame(context.config), {
      organizationName: organization.name,
      code,
      amount: formatAmount(amountMinor),
      currency,
      transactionId: publicId,
      lifeSeconds,
    });
    await queueMail(tx, context, {
      ...mail,
      organizationId: caller.organizationId,
      to: user.email,
      giveUpAt: expires,
      dedupeKey: mailKeyOf(id),
    });
    return expires;
  });
  context.wakeJobs('send-mails');
  return { amount: formatAmount(amountMinor), currency, expires_at: formatInstant(expiresAt) };
}

/**
 * Uses up the code, of the mail or of the person's second factor. Whoever has a second factor must have shown it within the
 * last ten minutes besides: their mail account alone, at an open session, moves no money.
 *
 * @throws 400 `refund_code_required` or `refund_code_invalid`, of which five end a code; 403 `fresh_proof_required`; 429
 *   `rate_limited` for more than ten wrong ones a day
 */
export async function requireRefundCode(
  context: PayingContext,
  caller: SessionCaller,
  about: { transactionId: string; amountMinor: bigint },
  code: string | null | undefined,
): Promise<void> {
  if (!code) {
    throw problem('refund_code_required', {
      detail: 'Ask for a code first; it comes by mail. Then send it as code.',
      field: 'code',
    });
  }
  if (await hasFactor(context.database.handle, caller.userId)) requireFreshProof(caller);
  const key = { organizationId: caller.organizationId, userId: caller.userId, ...about };
  const { offsetMs } = context.clock;
  // A guess here may be one at the second factor, too, which is bounded over all organizations of a person.
  const tried = [bucketOf(caller, 'refund-code-try'), ...factorBuckets(caller.userId)];
  // Before it is looked at, so that guesses at the same moment cannot slip through together.
  await countRequest(context, tried);
  const isOfFactor = await context.database.transaction(async (tx) => {
    const used = await takeFactorCode(tx, context, caller.userId, code, caller.origin);
    if (used) for (const bucket of tried) await giveBack(tx, bucket);
    return used !== undefined;
  });
  if (isOfFactor) return;
  const found = await context.database.transaction((tx) => tryRefundCode(tx, key, maximumTries, offsetMs));
  const isRight =
    found && timingSafeEqual(found.codeHash, hashOf(context, found.id, code.replace(/\s/g, '')));
  const isUsed =
    isRight &&
    (await context.database.transaction(async (tx) => {
      for (const bucket of tried) await giveBack(tx, bucket);
      await endMailOf(tx, caller.organizationId, mailKeyOf(found.id), context.clock.now());
      return useRefundCode(tx, caller.organizationId, found.id, offsetMs);
    }));
  if (isUsed) return;
  throw problem('refund_code_invalid', {
    detail:
      'The code is wrong, used, or older than ten minutes, or belongs to another amount. Ask for a new one. No money moved.',
    field: 'code',
  });
}

function mailKeyOf(codeId: string): string {
  return `refund-code:${codeId}`;
}

function bucketOf(caller: SessionCaller, bucket: 'refund-code' | 'refund-code-try'): Bucket {
  return { bucket, subject: `${caller.organizationId}:${caller.userId}` };
}

function hashOf(context: PayingContext, id: string, code: string): Buffer {
  return createHmac('sha256', context.fixedKey).update(`refund-code\n${id}\n${code}`).digest();
}
