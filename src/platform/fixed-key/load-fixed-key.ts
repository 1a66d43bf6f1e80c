import { randomBytes } from 'node:crypto';
import type { SecretKeys } from '#platform/config/keys.ts';
import type { Database } from '#platform/db/database.ts';
import { type FixedKey, openKey, renewSeals, sealKey } from './fixed-key.ts';
import { deleteSealedKey, insertSealedKey, lockSealedKey, updateSealedKey } from './store.ts';

/**
 * Reads the key that never rotates, and makes it at the very first start: of several instances that start at once, one
 * makes it. From then on each of the encryption keys opens it.
 *
 * @throws FixedKeyLost, with a sentence for people, when none of them does
 */
export async function loadFixedKey(
  database: Pick<Database, 'transaction'>,
  encryptionKeys: SecretKeys,
): Promise<FixedKey> {
  return database.transaction(async (tx) => {
    const known = await lockSealedKey(tx);
    if (!known) await insertSealedKey(tx, sealKey(encryptionKeys, randomBytes(32)));
    const sealed = known ?? (await lockSealedKey(tx)) ?? [];
    const renewed = renewSeals(encryptionKeys, sealed);
    if (renewed.join() !== sealed.join()) await updateSealedKey(tx, renewed);
    return openKey(encryptionKeys, renewed);
  });
}

/**
 * Gives the key up when none of the encryption keys opens it, so that the next start makes another.
 *
 * @returns whether it was given up
 */
export async function forgetLostKey(
  database: Pick<Database, 'transaction'>,
  encryptionKeys: SecretKeys,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const sealed = await lockSealedKey(tx);
    if (!sealed || canOpen(encryptionKeys, sealed)) return false;
    await deleteSealedKey(tx);
    return true;
  });
}

function canOpen(encryptionKeys: SecretKeys, sealed: readonly string[]): boolean {
  try {
    openKey(encryptionKeys, sealed);
    return true;
  } catch {
    return false;
  }
}
