import { keysOf } from '#platform/kit/keys-of.ts';

/**
 * The words in which a bank's refusal is told, whatever the provider calls it, with what each means to whom. What
 * buyers read stands in the catalogue, as `decline.<code>`.
 */
export const declines = {
  card_declined: {
    status: 402,
    title: 'The card was declined',
    detail: 'The bank declined the card. No money moved; try another card.',
    advice: 'No money moved; the buyer may try another card.',
    reason: 'by the bank, without a reason',
  },
  insufficient_funds: {
    status: 402,
    title: 'The card has not enough funds',
    detail: 'The bank declined the card: not enough funds. No money moved; try another card.',
    advice: 'No money moved; the buyer may try another card.',
    reason: 'not enough funds',
  },
  expired_card: {
    status: 402,
    title: 'The card has expired',
    detail: 'The card has expired. No money moved; try another card.',
    advice: 'No money moved; the buyer may try another card.',
    reason: 'the card has expired',
  },
  incorrect_cvc: {
    status: 402,
    title: 'The security code is wrong',
    detail: 'The security code is wrong. No money moved; check the code and try again.',
    advice: 'No money moved; the buyer may check the code and try again.',
    reason: 'wrong security code',
  },
  processing_error: {
    status: 402,
    title: 'The payment could not be processed',
    detail: 'The payment could not be processed. No money moved; try again.',
    advice: 'No money moved; the buyer may try again.',
    reason: 'an error while processing',
  },
  authentication_failed: {
    status: 402,
    title: 'The payment was not confirmed',
    detail: 'The payment was not confirmed with the bank. No money moved; try again or use another card.',
    advice: 'No money moved; the buyer refused or left the bank’s question.',
    reason: 'not confirmed by the buyer',
  },
} as const satisfies Readonly<Record<string, DeclineWords>>;

type DeclineWords = {
  readonly status: 402;
  /** What it means; of the API's problem. */
  readonly title: string;
  /** What a client of the API is told: what happened, that no money moved, and what to do. */
  readonly detail: string;
  /** What to do about it, in the reference. */
  readonly advice: string;
  /** What a merchant reads after "Declined:". */
  readonly reason: string;
};

export type DeclineCode = keyof typeof declines;
export const declineCodes: readonly DeclineCode[] = keysOf(declines);

/** A code as it was stored or sent; one that is not known here says no more than that the card was declined. */
export function readDeclineCode(text: string | null): DeclineCode {
  return declineCodes.find((code) => code === text) ?? 'card_declined';
}
