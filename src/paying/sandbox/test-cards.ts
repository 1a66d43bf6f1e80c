import type { CardInput, TestCard } from '#paying/providers/port.ts';
import { problem } from '#platform/contract/errors.ts';
import { testCardNumber, testCards } from '#platform/contract/test-cards.ts';

/**
 * Reads a typed card. Only the documented test numbers pass; any other is refused here, before anything else sees
 * the request, and using up no attempt.
 */
export function readTestCard(card: CardInput, now: Date): TestCard {
  const number = card.number.replace(/[ -]/g, '');
  const known = testCards.find((each) => each.number === number);
  if (!known) {
    throw problem('test_card_required', {
      detail: `This is a test: use a test card such as ${testCardNumber('succeeds')}. Never type a real card here. Nothing was charged.`,
      field: 'payment_method.number',
    });
  }
  const expiresBefore = Date.UTC(card.exp_year, card.exp_month, 1);
  if (expiresBefore <= now.getTime()) {
    throw problem('invalid_value', {
      detail: 'The expiry is in the past; use any month that is still to come. Nothing was charged.',
      field: 'payment_method.exp_month',
    });
  }
  return { scenario: known.scenario, brand: known.brand, last4: number.slice(-4) };
}
