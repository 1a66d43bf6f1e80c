import { parseSecretKeys, type SecretKeys } from '#platform/config/keys.ts';
import type { Secrets } from '#platform/config/secrets.ts';
import type { BackupHeader, KeyIds } from '#platform/db/copy/backup-file.ts';

export type KeyDecision =
  /** This instance has every key that the backup was made with. */
  | { readonly kind: 'has-all' }
  /** It gets those of the file. */
  | { readonly kind: 'store'; readonly secrets: Secrets }
  | { readonly kind: 'lacks'; readonly ids: KeyIds; readonly areInFile: boolean };

/**
 * Decides what becomes of the keys when a backup is restored: what they once encrypted and signed is of use only
 * together with them.
 *
 * @param own the keys of this instance
 * @param mayStore whether keys can be put into its data folder, and count there
 */
export function decideKeys(
  { keyIds, keys }: Pick<BackupHeader, 'keyIds' | 'keys'>,
  own: Secrets,
  mayStore: boolean,
): KeyDecision {
  const ids = {
    encryption: lacking(keyIds.encryption, own.encryptionKeys),
    signing: lacking(keyIds.signing, own.signingKeys),
  };
  if (ids.encryption.length === 0 && ids.signing.length === 0) return { kind: 'has-all' };
  const encryptionKeys = keys && parseSecretKeys(keys.ENCRYPTION_KEY);
  const signingKeys = keys && parseSecretKeys(keys.SIGNING_KEY);
  const areInFile = encryptionKeys !== undefined && signingKeys !== undefined;
  if (areInFile && mayStore) return { kind: 'store', secrets: { encryptionKeys, signingKeys } };
  return { kind: 'lacks', ids, areInFile };
}

function lacking(ids: readonly string[], keys: SecretKeys): string[] {
  return ids.filter((id) => keys.every((key) => key.id !== id));
}
