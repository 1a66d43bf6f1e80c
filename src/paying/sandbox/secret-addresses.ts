import { decryptText, encryptText } from '#platform/config/cipher.ts';
import type { Config } from '#platform/config/config.ts';
import type { SecretKeys } from '#platform/config/keys.ts';

/** What makes addresses that only their buyer may know. */
export type AddressSecrets = Pick<Config, 'publicUrl' | 'encryptionKeys'>;

/** The page of a challenge. Whoever has its address answers it, so the stored id alone does not make one. */
export function challengeUrl({ publicUrl, encryptionKeys }: AddressSecrets, paymentId: string): string {
  return `${publicUrl}/sandbox/challenge/${encryptText(encryptionKeys, paymentId, 'sandbox-challenge')}`;
}

/** The payment whose challenge an address leads to; undefined when the address is none of ours. */
export function readChallenge(encryptionKeys: SecretKeys, text: string): string | undefined {
  return open(encryptionKeys, text, 'sandbox-challenge');
}

/** The address to which the buyer returns holds the token of the checkout, so it is kept encrypted. */
export function sealReturnUrl(encryptionKeys: SecretKeys, attemptId: string, returnUrl: string): string {
  return encryptText(encryptionKeys, returnUrl, returnUrlOwner(attemptId));
}

/** Empty for a payment that never had one. */
export function openReturnUrl(
  encryptionKeys: SecretKeys,
  payment: { readonly idempotencyKey: string; readonly returnUrl: string },
): string {
  return open(encryptionKeys, payment.returnUrl, returnUrlOwner(payment.idempotencyKey)) ?? '';
}

/** What an encrypted way back is bound to. */
export function returnUrlOwner(attemptId: string): string {
  return `sandbox-return:${attemptId}`;
}

function open(encryptionKeys: SecretKeys, text: string, owner: string): string | undefined {
  try {
    return decryptText(encryptionKeys, text, owner);
  } catch {
    return undefined;
  }
}
