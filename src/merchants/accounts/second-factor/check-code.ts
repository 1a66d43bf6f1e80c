import { decryptText, encryptText } from '#platform/config/cipher.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import { selectAuthenticator, useStep } from './store.ts';
import { stepOfCode } from './totp.ts';

/** What an encrypted secret of an app is bound to. */
export function authenticatorOwner(userId: string): string {
  return `authenticator:${userId}`;
}

export function encryptTotpSecret({ config }: Context, userId: string, secret: string): string {
  return encryptText(config.encryptionKeys, secret, authenticatorOwner(userId));
}

/**
 * A step: whether a code is the one that the person's app shows now; it is then used up, with all before it.
 *
 * @throws 503 `unavailable` when no configured key reads the app's secret
 * @param state of an app that is in use, or of one that is being set up
 */
export async function useTotpCode(
  tx: Handle,
  context: Context,
  userId: string,
  code: string,
  state: 'confirmed' | 'pending',
): Promise<boolean> {
  const found = await selectAuthenticator(tx, userId, context.clock.offsetMs);
  if (!found || (found.confirmedAt === null) !== (state === 'pending')) return false;
  const secret = readSecret(context, userId, found.secret);
  const step = stepOfCode(secret, code, found.now);
  return step !== undefined && (await useStep(tx, userId, step));
}

function readSecret({ config, log }: Context, userId: string, stored: string): string {
  try {
    return decryptText(config.encryptionKeys, stored, authenticatorOwner(userId));
  } catch (error) {
    log.error({ err: error, user_id: userId }, 'the secret of an authenticator app cannot be read');
    throw problem('unavailable', {
      detail:
        'Codes of your authenticator app cannot be checked right now. Use a recovery code or a passkey, or tell whoever runs this platform.',
      cause: error,
    });
  }
}
