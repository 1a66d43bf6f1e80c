import type { CardInput, DeclineCode, TestCard } from '#paying/providers/port.ts';
import { problem } from '#platform/contract/errors.ts';

/** What a test card stands for. */
export type Scenario = 'succeeds' | 'challenge' | 'late_success' | 'notified_before_return' | DeclineCode;

const cards: Readonly<Record<string, { scenario: Scenario; brand: string }>> = {
  '4242424242424242': { scenario: 'succeeds', brand: 'visa' },
  '5555555555554444': { scenario: 'succeeds', brand: 'mastercard' },
  '4000000000000002': { scenario: 'card_declined', brand: 'visa' },
  '4000000000009995': { scenario: 'insufficient_funds', brand: 'visa' },
  '4000000000000069': { scenario: 'expired_card', brand: 'visa' },
  '4000000000000127': { scenario: 'incorrect_cvc', brand: 'visa' },
  '4000000000000119': { scenario: 'processing_error', brand: 'visa' },
  '4000000000003220': { scenario: 'challenge', brand: 'visa' },
  '4000000000000077': { scenario: 'late_success', brand: 'visa' },
  '4000000000000259': { scenario: 'notified_before_return', brand: 'visa' },
};

/**
 * Reads a typed card. Only the documented test numbers pass; any other is refused here, before anything else sees
 * the request, and using up no attempt.
 */
export function readTestCard(card: CardInput, now: Date): TestCard {
  const number = card.number.replace(/[ -]/g, '');
  const known = Object.hasOwn(cards, number) ? cards[number] : undefined;
  if (!known) {
    throw problem('test_card_required', {
      detail:
        'This is a test: use a test card such as 4242 4242 4242 4242. Never type a real card here. Nothing was charged.',
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
