import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '#platform/kit/money.ts';
import { creditorReference } from './creditor-reference.ts';
import { epcText, type TransferOrder, usualReferencePlace } from './epc-text.ts';

const order: TransferOrder = {
  accountName: 'Müller & Söhne GmbH',
  account: { iban: 'DE89370400440532013000', country: 'DE' },
  bic: null,
  amount: money('EUR', 5_998n),
  reference: creditorReference(1_234n),
  referencePlace: 'text',
};

const linesOf = (parts: Partial<TransferOrder>) => {
  const made = epcText({ ...order, ...parts });
  return 'text' in made ? made.text.split('\n') : made.fault;
};

describe('the text of a payment code', () => {
  it('has the reference in line 11, the lines before it kept though they are empty', () => {
    expect(linesOf({})).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      '',
      'Müller & Söhne GmbH',
      'DE89370400440532013000',
      'EUR59.98',
      '',
      '',
      'RF51100000012341',
    ]);
  });

  it('has it in line 10 where it is structured, and nothing after it', () => {
    const lines = linesOf({ referencePlace: 'structured', bic: 'COBADEFF' });
    expect(lines).toHaveLength(10);
    expect(lines).toMatchObject({ 4: 'COBADEFF', 9: 'RF51100000012341' });
  });

  it('has it in one place only', () => {
    for (const referencePlace of ['text', 'structured'] as const) {
      const lines = linesOf({ referencePlace });
      expect(Array.isArray(lines) && lines.filter((line) => line === order.reference)).toHaveLength(1);
    }
  });

  it.each([
    ['FI', 'structured'],
    ['BE', 'structured'],
    ['NL', 'structured'],
    ['EE', 'structured'],
    ['DE', 'text'],
    ['FR', 'text'],
  ])('an account in %s: %s', (country, place) => {
    expect(usualReferencePlace(country)).toBe(place);
  });

  it.each([
    [1n, 'EUR0.01'],
    [100n, 'EUR1.00'],
    [999_999_999n, 'EUR9999999.99'],
    [99_999_999_999n, 'EUR999999999.99'],
  ])('%s cents are %s, with a point', (minor, line) => {
    expect(linesOf({ amount: money('EUR', minor) })).toMatchObject({ 7: line });
  });

  it.each([
    ['Two\nLines GmbH', 'Two Lines GmbH'],
    ['Two\r\n  Lines GmbH', 'Two Lines GmbH'],
    ['\tTwo\u2028Lines\u0085GmbH ', 'Two Lines GmbH'],
    ['Mu\u0308ller', 'Müller'],
    ['N'.repeat(70), 'N'.repeat(70)],
    ['試'.repeat(70), '試'.repeat(70)],
  ])('a name stays on its line: %j', (accountName, line) => {
    expect(linesOf({ accountName })).toMatchObject({ 5: line });
  });
});

describe('no text is made', () => {
  it.each<[string, Partial<TransferOrder>, object]>([
    ['without a name', { accountName: ' \n' }, { kind: 'name_missing' }],
    [
      'for a name of 71 characters',
      { accountName: 'N'.repeat(71) },
      { kind: 'name_too_long', characters: 71, most: 70 },
    ],
    ['for dollars', { amount: money('USD', 1n) }, { kind: 'currency' }],
    ['for nothing', { amount: money('EUR', 0n) }, { kind: 'amount' }],
    ['for more than a transfer may be', { amount: money('EUR', 100_000_000_000n) }, { kind: 'amount' }],
    [
      'of more bytes than fit',
      { accountName: '𐍈'.repeat(70) },
      { kind: 'too_many_bytes', bytes: 346, most: 331 },
    ],
  ])('%s', (_, parts, fault) => {
    expect(linesOf(parts)).toEqual(fault);
  });
});

it('whatever the name is: at most 331 bytes and eleven lines, each in its place, or a fault', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme-composite', maxLength: 80 }),
      fc.bigInt({ min: 1n, max: 999_999_999n }),
      (accountName, minor) => {
        const made = epcText({ ...order, accountName, amount: money('EUR', minor) });
        if ('fault' in made) return;
        const lines = made.text.split('\n');
        expect(new TextEncoder().encode(made.text).length).toBeLessThanOrEqual(331);
        expect(lines).toHaveLength(11);
        expect(lines[6]).toBe(order.account.iban);
        expect(lines[10]).toBe(order.reference);
        expect(made.text).not.toContain('\r');
      },
    ),
    { numRuns: 200 },
  );
});
