import type { TestCardScenario } from '#platform/contract/test-cards.ts';
import type { MessageKey } from '#platform/text/catalogue-shape.ts';

/** What a test card does, in words. */
export const testCardOutcomes = {
  succeeds: 'testCard.pays',
  card_declined: 'testCard.declined',
  insufficient_funds: 'testCard.insufficientFunds',
  expired_card: 'testCard.expired',
  incorrect_cvc: 'testCard.wrongCode',
  processing_error: 'testCard.error',
  challenge: 'testCard.challenge',
  late_success: 'testCard.pending',
  notified_before_return: 'testCard.early',
} as const satisfies Readonly<Record<TestCardScenario, MessageKey>>;
