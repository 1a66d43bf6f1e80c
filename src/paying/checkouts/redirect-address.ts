import type { ProviderPayment } from '#paying/providers/port.ts';
import { decryptText, encryptText } from '#platform/config/cipher.ts';
import type { SecretKeys } from '#platform/config/keys.ts';

/*
 * The address of a provider's page opens it for whoever has it, and may hold the checkout's token: it is kept encrypted,
 * with the attempt and with the answers of idempotent requests, and opened when its buyer is told.
 */

/** What a provider answered, with its address as it may be stored. */
export function sealRedirect(
  encryptionKeys: SecretKeys,
  checkoutId: string,
  payment: ProviderPayment,
): ProviderPayment {
  if (payment.status !== 'requires_action') return payment;
  return {
    ...payment,
    redirectUrl: encryptText(encryptionKeys, payment.redirectUrl, redirectOwner(checkoutId)),
  };
}

/** The address as it was given; null when there is none, or the key to it is gone. */
export function openRedirect(
  encryptionKeys: SecretKeys,
  checkoutId: string,
  sealed: string | null,
): string | null {
  if (sealed === null) return null;
  try {
    return decryptText(encryptionKeys, sealed, redirectOwner(checkoutId));
  } catch {
    return null;
  }
}

/** What an encrypted address is bound to. */
export function redirectOwner(checkoutId: string): string {
  return `redirect:${checkoutId}`;
}
