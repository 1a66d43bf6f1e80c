/** Brands by the words providers use for them. A brand is a name and the same in every language. */
export const cardBrandNames = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  american_express: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  cartes_bancaires: 'Cartes Bancaires',
} as const;

const names = new Map<string, string>(Object.entries(cardBrandNames));

/** "American Express" for `american_express`; a brand that is unknown stays as the provider wrote it. */
export function cardBrandName(brand: string): string {
  return names.get(brand.toLowerCase()) ?? brand;
}
