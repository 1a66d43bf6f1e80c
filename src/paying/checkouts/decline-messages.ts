import type { DeclineCode } from '#paying/providers/port.ts';

/** What an API client is told about a decline. Pages say the same in the buyer's language. */
export const declineMessages: Readonly<Record<DeclineCode, string>> = {
  card_declined: 'The bank declined the card. No money moved; try another card.',
  insufficient_funds: 'The bank declined the card: not enough funds. No money moved; try another card.',
  expired_card: 'The card has expired. No money moved; try another card.',
  incorrect_cvc: 'The security code is wrong. No money moved; check the code and try again.',
  processing_error: 'The payment could not be processed. No money moved; try again.',
  authentication_failed:
    'The payment was not confirmed with the bank. No money moved; try again or use another card.',
};
