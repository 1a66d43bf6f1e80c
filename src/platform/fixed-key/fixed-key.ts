import { decryptText, encryptText, keyIdOf } from '#platform/config/cipher.ts';
import type { SecretKeys } from '#platform/config/keys.ts';

/** 32 bytes that never change; see docs/decisions/0013-one-key-never-rotates.md. */
export type FixedKey = Buffer;

/** The key as it is stored: encrypted once under each encryption key that can open it, in the order in which they came. */
export type SealedKey = readonly string[];

/** What the key belongs to, so that its text is of no use in another place. */
const owner = 'fixed-key';

/** No encryption key of this instance opens the stored key. */
export class FixedKeyLost extends Error {
  override readonly name = 'FixedKeyLost';
}

export function sealKey(encryptionKeys: SecretKeys, key: FixedKey): SealedKey {
  return encryptionKeys.map((each) => encryptText([each], key.toString('base64'), owner)).reverse();
}

/** @throws FixedKeyLost when it was sealed under other keys only, or was altered */
export function openKey(encryptionKeys: SecretKeys, sealed: SealedKey): FixedKey {
  const own = sealed.find((each) => isOneOf(encryptionKeys, keyIdOf(each)));
  try {
    if (own) return Buffer.from(decryptText(encryptionKeys, own, owner), 'base64');
  } catch {
    // Another key of the same name, or an altered row: said below.
  }
  const ids = sealed.map((each) => `"${keyIdOf(each)}"`).join(' or ');
  throw new FixedKeyLost(
    `ENCRYPTION_KEY does not open this database: it needs the key ${ids}. Put that key back, after the current one and a ` +
      'comma, for without it a repeated request would not be known as one. If it is lost, write a `backup` and `restore` it with --replace --without-keys.',
  );
}

/**
 * What is stored when an instance with these encryption keys starts: each of them opens the key from now on. One that
 * it no longer knows goes when its own current key came later; a key that came after that belongs to instances that
 * are ahead of it in a rotation, and stays.
 */
export function renewSeals(encryptionKeys: SecretKeys, sealed: SealedKey): SealedKey {
  const key = openKey(encryptionKeys, sealed);
  const isNew = (id: string) => sealed.every((each) => keyIdOf(each) !== id);
  const all = [
    ...sealed,
    ...sealKey(
      encryptionKeys.filter(({ id }) => isNew(id)),
      key,
    ),
  ];
  const current = all.findIndex((each) => keyIdOf(each) === encryptionKeys[0]?.id);
  return all.filter((each, index) => index >= current || isOneOf(encryptionKeys, keyIdOf(each)));
}

function isOneOf(keys: SecretKeys, id: string): boolean {
  return keys.some((key) => key.id === id);
}
