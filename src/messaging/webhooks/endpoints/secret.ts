import { randomBytes } from 'node:crypto';
import { decryptText, encryptText } from '#platform/config/cipher.ts';
import type { SecretKeys } from '#platform/config/keys.ts';
import type { Mode } from '#platform/contract/common.ts';

const secretBytes = 32;
/** How long the former secret goes on signing beside a new one. */
export const overlapMs = 24 * 3_600_000;

type Owner = { readonly organizationId: string; readonly mode: Mode };

/** A signing secret in the form of Standard Webhooks. */
export function createSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString('base64')}`;
}

export function encryptSecret(keys: SecretKeys, secret: string, owner: Owner): string {
  return encryptText(keys, secret, secretOwner(owner));
}

export function decryptSecret(keys: SecretKeys, stored: string, owner: Owner): string {
  return decryptText(keys, stored, secretOwner(owner));
}

/** What an encrypted secret is bound to. */
export function secretOwner({ organizationId, mode }: Owner): string {
  return `webhook-secret:${organizationId}:${mode}`;
}
