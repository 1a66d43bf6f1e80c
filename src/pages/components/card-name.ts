import type { PageContext } from '../context.ts';
import type { CardView } from '../views.ts';

/** Brands by the words providers use for them. A brand is a name and the same in every language. */
const brandNames: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  american_express: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  cartes_bancaires: 'Cartes Bancaires',
};

/** "Visa •••• 4242". */
export function maskedCard(card: CardView, context: PageContext): string {
  return context.text('card.masked', { brand: brandName(card, context), last4: card.last4 });
}

/** The brand in words, "Card" when it is unknown. */
export function brandName({ brand }: CardView, { text }: PageContext): string {
  if (!brand) return text('card.unknown');
  return brandNames[brand.toLowerCase()] ?? brand;
}
