import { expect, it } from 'vitest';
import { readIban } from '#platform/kit/iban.ts';
import { ibanFaultSentence } from './iban-fault.ts';

it.each([
  ['', 'Enter the IBAN of the account.'],
  ['DE89_', 'An IBAN has only letters and digits, and this one has “_”.'],
  ['DE89\u0007', 'An IBAN has only letters and digits, and this one has U+0007.'],
  ['Sparkasse', 'An IBAN begins with the two letters of its country and two digits, such as DE89.'],
  ['US12345', 'No IBAN begins with US. Check the first two letters.'],
  [
    'NL91ABNA041716430',
    'An IBAN that begins with NL (Netherlands) has 18 characters, and this one has 17. Compare it with what your bank shows.',
  ],
  [
    'NL91ABNA0417164301',
    'A character of this IBAN is wrong: its check digits do not fit. Compare it with what your bank shows.',
  ],
])('%j: %s', (text, sentence) => {
  const reading = readIban(text);
  expect('fault' in reading && ibanFaultSentence(reading.fault)).toBe(sentence);
});
