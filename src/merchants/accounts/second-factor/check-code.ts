import { decryptText, encryptText } from '#platform/config/cipher.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { selectAuthenticator, useStep } from './store.ts';
import { stepOfCode } from './totp.ts';

const ownerOf = (userId: string) => `authenticator:${userId}`;

export function encryptTotpSecret({ config }: Context, userId: string, secret: string): string {
  return encryptText(config.encryptionKeys, secret, ownerOf(userId));
}

/**
 * A step: whether a code is the one that the person's app shows now; it is then used up, with all before it.
 *
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
  const secret = decryptText(context.config.encryptionKeys, found.secret, ownerOf(userId));
  const step = stepOfCode(secret, code, found.now);
  return step !== undefined && (await useStep(tx, userId, step));
}
