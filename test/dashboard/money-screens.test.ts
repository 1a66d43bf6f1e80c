import { describe, expect, test } from 'vitest';
import { ibanInWords } from '../../dashboard/src/lib/iban-words.ts';
import { formatAnyMoney } from '../../dashboard/src/lib/money.ts';
import { moved } from '../../dashboard/src/lib/moved.ts';
import {
  beginDraft,
  faultOf,
  type MappingDraft,
  mappingOf,
} from '../../dashboard/src/screens/bank-transfers/csv-mapping.ts';
import { bookedInWords, effectOf, undoOf } from '../../dashboard/src/screens/bank-transfers/entry-words.ts';

describe('an IBAN while it is typed', () => {
  test.each([
    ['', 'Enter the IBAN of the account.', undefined],
    ['D', 'An IBAN begins with two letters and two digits, such as DE89.', undefined],
    ['DE89 3704', 'Germany: 14 of 22 characters are missing.', '8 of 22'],
    ['DE89 3704 0044 0532 0130 0', 'Germany: one of 22 characters is missing.', '21 of 22'],
    ['de89370400440532013000', 'Germany, and the check digits hold.', '22 of 22'],
    [
      'DE89 3704 0044 0532 0130 01',
      'Germany, but the check digits do not hold: something is mistyped.',
      undefined,
    ],
    ['DE89 3704 0044 0532 0130 00 1', 'Germany: 1 more than its 22 characters.', '23 of 22'],
    ['US12 3456', 'No IBAN begins with US.', undefined],
    ['DE89 ß', 'An IBAN has letters from A to Z and digits only, not “ß”.', undefined],
  ])('%j: %s', (typed, sentence, count) => {
    expect(ibanInWords(typed)).toMatchObject({ sentence, count });
  });

  test('is taken without its spaces, and only when nothing is wrong with it', () => {
    expect(ibanInWords('DE89 3704 0044 0532 0130 00').iban).toBe('DE89370400440532013000');
    expect(ibanInWords('DE89 3704 0044 0532 0130 01').iban).toBeUndefined();
  });
});

describe('a list that can be ordered', () => {
  test('moves one and leaves the others as they stood, never beyond an end', () => {
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 'b', -3)).toEqual(['b', 'a', 'c']);
  });
});

describe('the columns of a statement', () => {
  const table = {
    separator: ';',
    line: 1,
    has_names: true,
    names: ['Tag', 'Wer', 'Zweck', 'Zweck 2', 'Betrag', 'Anderes'],
    rows: [['21.05.2026', 'Finn', 'RF18', 'x', '349,00', '']],
    suggestion: {
      has_names: true,
      separator: ';' as const,
      decimal_sign: ',' as const,
      day_order: 'dmy' as const,
      ...{ currency: null, account: null, credit_words: [], debit_words: [], booked_words: ['Gebucht'] },
      columns: {
        ...{ day: 0, value_day: null, amount: 4, credit: null, debit: null, direction: null, currency: null },
        ...{ account: null, name: 1, iban: null, text: [2, 3], reference: null, end_to_end_id: null },
        ...{ bank_reference: null, status: null },
      },
    },
  };
  const begun = beginDraft(table, 'DE89 3704 0044 0532 0130 00');

  test('are sent by their places, texts as a list, and the account without spaces', () => {
    expect(faultOf(begun)).toBeUndefined();
    expect(mappingOf(table, begun)).toEqual({
      has_names: true,
      separator: ';',
      decimal_sign: ',',
      day_order: 'dmy',
      currency: 'EUR',
      account: 'DE89370400440532013000',
      columns: { day: 0, name: 1, text: [2, 3], amount: 4 },
    });
  });

  const kinds = (...them: MappingDraft['kinds']) => ({ ...begun, kinds: them });
  test.each([
    ['no day', kinds('', 'name', 'text', '', 'amount', ''), /day of booking/],
    ['no amount', kinds('day', 'name', 'text', '', '', ''), /which column is the amount/],
    ['what came alone', kinds('day', 'name', 'text', '', 'credit', ''), /which two/],
    ['two amounts', kinds('day', 'amount', 'text', '', 'amount', ''), /Two columns are “Amount”/],
    ['a direction without words', kinds('day', 'direction', 'text', '', 'amount', ''), /Say which words/],
    [
      'a status without words',
      { ...kinds('day', 'status', 'text', '', 'amount', ''), bookedWords: '' },
      /booked/,
    ],
    ['cents not told', { ...begun, decimalSign: '' }, /how cents are written/],
    ['days not told', { ...begun, dayOrder: '' }, /how days are written/],
    ['no account', { ...begun, account: ' ' }, /IBAN/],
  ])('with %s are not sent', (_, draft, sentence) => {
    expect(faultOf(draft)).toMatch(sentence);
  });

  test('what came and what went are enough without an amount, and words are read apart', () => {
    const draft = {
      ...kinds('day', 'status', 'direction', 'credit', 'debit', ''),
      creditWords: 'C, CRDT ',
      debitWords: 'D',
      bookedWords: 'gebucht,,booked',
    };
    expect(faultOf(draft)).toBeUndefined();
    expect(mappingOf(table, draft)).toMatchObject({
      columns: { day: 0, status: 1, direction: 2, credit: 3, debit: 4, text: [] },
      credit_words: ['C', 'CRDT'],
      debit_words: ['D'],
      booked_words: ['gebucht', 'booked'],
    });
  });
});

describe('what a match does is said before it is done', () => {
  const entry = (amount: string, currency = 'EUR') =>
    ({ amount, currency }) as Parameters<typeof effectOf>[0];
  const target = { transactionId: 'TX1', missingAmount: '40.00', currency: 'EUR' as const };

  test('with what is equal, more, less and in another currency', () => {
    expect(effectOf(entry('40.00'), target)).toMatch(
      /^TX1 becomes paid and the buyer gets the receipt\. You/,
    );
    expect(effectOf(entry('45.00'), target)).toMatch(/€5\.00 more than it needs/);
    expect(effectOf(entry('25.00'), target)).toMatch(/^€25\.00 of TX1 .* €15\.00 are still missing/);
    expect(effectOf(entry('40.00'), { ...target, missingAmount: '0.00' })).toMatch(
      /^TX1 needs no more money: €40\.00 are an excess charge/,
    );
    expect(effectOf(entry('40.00'), { ...target, wasPaid: true })).toMatch(/^TX1 becomes paid again/);
    const debit = { ...entry('40.00'), direction: 'debit' } as Parameters<typeof effectOf>[0];
    expect(effectOf(debit, target)).toMatch(/^€40\.00 are taken out of TX1.*You can undo it\.$/);
    expect(effectOf(entry('40.00', 'USD'), target)).toBe('TX1 is paid in EUR, and this is USD.');
  });

  test('and whether it can be undone, or why not', () => {
    const decided = (parts: object) =>
      undoOf({ status: 'matched', decided_by: 'usr_1', matches: [{ undoable: true }], ...parts } as never);
    expect(decided({})).toBe('possible');
    expect(decided({ matches: [{ undoable: true }, { undoable: false }] })).toEqual({
      refused: expect.stringMatching(/in a file for your bank/),
    });
    expect(decided({ matches: [] })).toEqual({ refused: expect.stringMatching(/refund was decided by it/) });
    expect(decided({ status: 'ignored' })).toBe('possible');
    expect(decided({ status: 'ignored', decided_by: null })).toBe('none');
    expect(decided({ status: 'unmatched' })).toBe('none');
  });

  test('days are told as today or as a date, and what is not booked as such', () => {
    const now = new Date('2026-05-22T10:00:00Z');
    expect(bookedInWords('2026-05-22', 'Europe/Berlin', now)).toBe('booked today');
    expect(bookedInWords('2026-05-21', 'Europe/Berlin', now)).toBe('booked 21 May');
    expect(bookedInWords(null, 'Europe/Berlin', now)).toBe('not booked yet');
  });

  test('money of any currency is written with its own decimals', () => {
    expect([
      formatAnyMoney('1200', 'JPY'),
      formatAnyMoney('-1.5', 'EUR'),
      formatAnyMoney('3', 'nothing'),
    ]).toEqual(['¥1,200', '−€1.50', '3 nothing']);
  });
});
