import { recordForPerson } from '#merchants/accounts/record-for-person.ts';
import { holdUser } from '#merchants/accounts/store.ts';
import { type FactorUsed, invalidCode, invalidPasskey } from '#merchants/factors/factors.ts';
import { countRequest, giveBack } from '#merchants/throttling/count-try.ts';
import type { Bucket } from '#merchants/throttling/tries.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { FactorGiven } from '#platform/contract/second-factor.ts';
import type { Handle } from '#platform/db/database.ts';
import type { CallOrigin } from '#platform/http/route.ts';
import { recognizePasskey } from './assert-passkey.ts';
import { useTotpCode } from './check-code.ts';
import { useRecoveryCode } from './recovery-codes.ts';
import { notePasskeyUse } from './store.ts';

/** Where a try with a code or passkey counts, wherever it is asked for. */
export function factorBuckets(userId: string): Bucket[] {
  return [
    { bucket: 'second-factor', subject: userId },
    { bucket: 'second-factor-day', subject: userId },
  ];
}

/**
 * Takes a code of the app, a recovery code or a passkey's signature, and then does what it allows, in the transaction in
 * which the code is used up. Every try counts against the person until it turns out right.
 *
 * @throws 400 `second_factor_invalid` or `required`, 429 `rate_limited`
 */
export async function useFactor<T>(
  context: Context,
  userId: string,
  given: FactorGiven,
  origin: CallOrigin | undefined,
  andThen: (tx: Handle, used: FactorUsed) => Promise<T>,
): Promise<T> {
  const buckets = factorBuckets(userId);
  await countRequest(context, buckets);
  const passkey = given.passkey && (await recognizePasskey(context, userId, given.passkey));
  return context.database.transaction(async (tx) => {
    // The person first, as whoever changes a factor does.
    await holdUser(tx, userId);
    const used = await usedOf(tx, context, { userId, origin }, given, passkey);
    for (const bucket of buckets) await giveBack(tx, bucket);
    return andThen(tx, used);
  });
}

/** A step: takes a code of the app or a recovery code, if it is one; the caller counts tries. */
export async function takeFactorCode(
  tx: Handle,
  context: Context,
  userId: string,
  code: string,
  origin: CallOrigin | undefined,
): Promise<FactorUsed | undefined> {
  const now = context.clock.now();
  const digits = code.replace(/\s/g, '');
  if (/^\d{6}$/.test(digits))
    return (await useTotpCode(tx, context, userId, digits, 'confirmed')) ? 'authenticator' : undefined;
  if (!(await useRecoveryCode(tx, userId, code, now))) return undefined;
  const entry = { action: 'user.recovery_code_used', ...(origin ? { origin } : {}) } as const;
  await recordForPerson(tx, userId, entry, now);
  return 'recovery_code';
}

async function usedOf(
  tx: Handle,
  context: Context,
  { userId, origin }: { userId: string; origin: CallOrigin | undefined },
  given: FactorGiven,
  passkey: { id: string; counter: number } | undefined,
): Promise<FactorUsed> {
  if (given.passkey) {
    const isGood = passkey && (await notePasskeyUse(tx, userId, passkey, context.clock.offsetMs));
    if (isGood) return 'passkey';
    throw invalidPasskey();
  }
  if (given.code === undefined) throw nothingGiven();
  const used = await takeFactorCode(tx, context, userId, given.code, origin);
  if (used) return used;
  throw invalidCode();
}

function nothingGiven() {
  return problem('required', {
    detail: 'Give code, from the authenticator app or a recovery code, or passkey.',
    field: 'code',
  });
}
