import { expect, it } from 'vitest';
import { readIban } from './iban.ts';
import { inventGermanIban, inventIban } from './testing/ibans.ts';

it('takes an IBAN in capitals and without spaces, if its check digits hold', () => {
  const iban = inventGermanIban(7);
  expect(readIban(iban)).toBe(iban);
  expect(readIban(` ${iban.toLowerCase().replace(/(.{4})/g, '$1 ')}`)).toBe(iban);
  const letters = inventIban('MT', 'XXXX00000000000000000000000');
  expect(readIban(letters)).toBe(letters);
});

it('takes nothing else, such as one that was cut or mistyped', () => {
  const iban = inventGermanIban(7);
  for (const wrong of [
    iban.slice(0, -2),
    `${iban.slice(0, -1)}8`,
    '',
    'RF18539007547034',
    '1'.repeat(100_000),
  ])
    expect(readIban(wrong)).toBeUndefined();
});
