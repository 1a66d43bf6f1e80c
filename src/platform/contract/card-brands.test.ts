import { expect, it } from 'vitest';
import { cardBrandName } from './card-brands.ts';

it('a brand is called by its own name, whichever word a provider has for it', () => {
  expect(['visa', 'MasterCard', 'amex', 'american_express', 'jcb', 'unionpay'].map(cardBrandName)).toEqual([
    'Visa',
    'Mastercard',
    'American Express',
    'American Express',
    'JCB',
    'UnionPay',
  ]);
  expect(cardBrandName('Dankort')).toBe('Dankort');
});
