import { decryptText, encryptText } from '#platform/config/cipher.ts';
import type { SecretKeys } from '#platform/config/keys.ts';
import type { Connection } from './connection.ts';
import type { Credentials } from './connector.ts';

type Owner = Pick<Connection, 'organizationId' | 'provider'> & { readonly connectionId: string };

/** What a credential is bound to: copied to another row it cannot be read. */
export function credentialOwner({ organizationId, connectionId, provider }: Owner, field: string): string {
  return `credential:${organizationId}:${connectionId}:${provider}:${field}`;
}

export type SealedCredential = {
  readonly field: string;
  readonly sealed: string;
  /** By which people tell it apart; null of one that is too short to show any of it. */
  readonly last4: string | null;
};

export function sealCredentials(
  keys: SecretKeys,
  credentials: Credentials,
  owner: Owner,
): SealedCredential[] {
  return Object.entries(credentials).map(([field, value]) => ({
    field,
    sealed: encryptText(keys, value, credentialOwner(owner, field)),
    last4: lastFour(value),
  }));
}

/** @throws when a key is missing, or a text was altered or moved */
export function unsealCredentials(
  keys: SecretKeys,
  sealed: readonly Pick<SealedCredential, 'field' | 'sealed'>[],
  owner: Owner,
): Credentials {
  return Object.fromEntries(
    sealed.map(({ field, sealed: text }) => [field, decryptText(keys, text, credentialOwner(owner, field))]),
  );
}

const shortest = 12;

function lastFour(value: string): string | null {
  return value.length < shortest ? null : value.slice(-4);
}

/** A sentence of a provider without the credentials that it may repeat. */
export function withoutCredentials(sentence: string, credentials: Credentials): string {
  return Object.values(credentials)
    .filter((value) => value !== '')
    .reduce((text, value) => text.replaceAll(value, `•••• ${lastFour(value) ?? ''}`.trim()), sentence);
}
