import { selectUser } from '#merchants/accounts/store.ts';
import { invalidCode } from '#merchants/factors/factors.ts';
import { countRequest, giveBack } from '#merchants/throttling/count-try.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { AuthenticatorOffer } from '#platform/contract/second-factor.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { qrCodeSvg } from '#platform/kit/qr-code.ts';
import { addFactor } from './add-factor.ts';
import { encryptTotpSecret, useTotpCode } from './check-code.ts';
import { confirmAuthenticator, saveAuthenticator } from './store.ts';
import { newTotpSecret, totpAddress } from './totp.ts';

const pictureSizePx = 220;

/**
 * Gives a secret for an authenticator app; it counts from the first code on.
 *
 * @throws 409 `authenticator_exists`
 */
export async function offerAuthenticator(
  context: Context,
  caller: SessionCaller,
): Promise<AuthenticatorOffer> {
  const { database, clock, config } = context;
  const { userId } = caller;
  const user = await selectUser(database.handle, userId);
  assert(user, `There is no user ${userId}.`);
  const secret = newTotpSecret();
  const encrypted = encryptTotpSecret(context, userId, secret);
  const isSaved = await database.transaction((tx) =>
    saveAuthenticator(tx, userId, encrypted, clock.offsetMs),
  );
  if (!isSaved) throw authenticatorExists();
  const address = totpAddress(secret, { issuer: config.platformName, email: user.email });
  return { secret, address, qr_svg: qrCodeSvg(address, pictureSizePx) };
}

/**
 * Takes the first code of an app that was set up.
 *
 * @returns recovery codes, this once, when it is the person's first second factor
 * @throws 400 `second_factor_invalid`, 429 `rate_limited`
 */
export async function confirmOffer(
  context: Context,
  caller: SessionCaller,
  code: string,
): Promise<string[] | null> {
  const { userId } = caller;
  const tried = { bucket: 'second-factor', subject: userId } as const;
  await countRequest(context, [tried]);
  return addFactor(context, caller, { kind: 'authenticator' }, async (tx) => {
    if (!(await useTotpCode(tx, context, userId, code.replace(/\s/g, ''), 'pending'))) throw invalidCode();
    await confirmAuthenticator(tx, userId, context.clock.offsetMs);
    await giveBack(tx, tried);
  });
}

function authenticatorExists() {
  return problem('authenticator_exists', {
    detail: 'You have an authenticator app already; remove it first to set up another.',
  });
}
