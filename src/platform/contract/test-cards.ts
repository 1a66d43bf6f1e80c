import type { DeclineCode } from './declines.ts';

type Scenario = 'succeeds' | 'challenge' | 'late_success' | 'notified_before_return' | DeclineCode;

/** Every card that the sandbox takes, and what it plays; any later expiry and any security code work. */
export const testCards = [
  { number: '4242424242424242', brand: 'visa', scenario: 'succeeds' },
  { number: '5555555555554444', brand: 'mastercard', scenario: 'succeeds' },
  { number: '4000000000000002', brand: 'visa', scenario: 'card_declined' },
  { number: '4000000000009995', brand: 'visa', scenario: 'insufficient_funds' },
  { number: '4000000000000069', brand: 'visa', scenario: 'expired_card' },
  { number: '4000000000000127', brand: 'visa', scenario: 'incorrect_cvc' },
  { number: '4000000000000119', brand: 'visa', scenario: 'processing_error' },
  { number: '4000000000003220', brand: 'visa', scenario: 'challenge' },
  { number: '4000000000000077', brand: 'visa', scenario: 'late_success' },
  { number: '4000000000000259', brand: 'visa', scenario: 'notified_before_return' },
] as const satisfies readonly { number: string; brand: string; scenario: Scenario }[];

export type TestCardScenario = (typeof testCards)[number]['scenario'];

/** The first card that plays a scenario, as it is printed: `4242 4242 4242 4242`. */
export function testCardNumber(scenario: TestCardScenario): string {
  const card = testCards.find((each) => each.scenario === scenario);
  return card ? inGroups(card.number) : '';
}

export function inGroups(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ');
}
