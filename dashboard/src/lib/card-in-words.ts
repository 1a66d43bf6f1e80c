import { cardBrandName } from '../../../src/platform/contract/card-brands.ts';
import type { TransactionAnswer } from '../../../src/platform/contract/transactions.ts';

/** `Visa •••• 4242`, or nothing. */
export function cardInWords(card: TransactionAnswer['depositAttempts'][number]['card']): string {
  return card ? `${cardBrandName(card.brand)} •••• ${card.last4}` : '';
}
