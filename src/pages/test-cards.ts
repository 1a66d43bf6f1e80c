import type { MessageKey } from '#platform/text/catalogue.ts';

/** The sandbox's cards and what each does, for the band at the top of test pages. */
export const testCards = [
  { number: '4242424242424242', outcome: 'testCard.pays' },
  { number: '5555555555554444', outcome: 'testCard.pays' },
  { number: '4000000000000002', outcome: 'testCard.declined' },
  { number: '4000000000009995', outcome: 'testCard.insufficientFunds' },
  { number: '4000000000000069', outcome: 'testCard.expired' },
  { number: '4000000000000127', outcome: 'testCard.wrongCode' },
  { number: '4000000000000119', outcome: 'testCard.error' },
  { number: '4000000000003220', outcome: 'testCard.challenge' },
  { number: '4000000000000077', outcome: 'testCard.pending' },
  { number: '4000000000000259', outcome: 'testCard.early' },
] as const satisfies readonly { number: string; outcome: MessageKey }[];
