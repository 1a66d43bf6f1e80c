import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { StatementEntry } from '#paying/statements/statement.ts';
import { creditorReference, showCreditorReference } from './creditor-reference.ts';
import type { ExpectedTransfer } from './expected-transfer.ts';
import type { MatchDecision } from './match-decision.ts';
import { hintSentences, unmatchedSentences } from './match-reasons.ts';
import { suggestTransfers } from './suggest-transfers.ts';
import { entry, expected, first, match, second, sentences, third } from './testing/match.ts';
import type { TransferEntry } from './transfer-entry.ts';
import { whatIsMissing } from './what-is-missing.ts';

const shareOf = (decision: MatchDecision) =>
  decision.outcome === 'matched' ? decision.shares[0] : undefined;
describe('a booked credit with a reference', () => {
  it.each<[string, Partial<TransferEntry>]>([
    ['structured', { references: [first] }],
    ['in the text', { text: `Danke\n${showCreditorReference(first).toLowerCase()}` }],
    ['folded by a line break', { text: `Rechnung ${first.slice(0, 7)}\n${first.slice(7)}` }],
    ['without RF', { text: showCreditorReference(first).slice(2) }],
    ['with zeros added', { references: [`${first.slice(0, 4)}000000000${first.slice(4)}`] }],
    ['in the words of the bank', { bankText: `/RMTINF/${first}` }],
    ['as end-to-end id', { endToEndId: first }],
  ])('%s and the exact amount pays', (_, parts) => {
    const decision = match(parts);
    expect(shareOf(decision)).toEqual({
      reference: first,
      effect: 'pays',
      amountMinor: 5_998n,
      appliedMinor: 5_998n,
      excessMinor: 0n,
      missingMinor: 0n,
    });
    expect(sentences(decision)).toEqual([
      `The reference ${showCreditorReference(first)} stands in it.`,
      'The amount is the one expected, 59.98 EUR.',
    ]);
  });

  it('a cent too little leaves it open, and says what is missing', () => {
    const decision = match({ references: [first], amountMinor: 5_997n });
    expect(shareOf(decision)).toMatchObject({ effect: 'part', appliedMinor: 5_997n, missingMinor: 1n });
    expect(sentences(decision)).toContain('0.01 EUR is still missing.');
    expect(whatIsMissing(expected({ receivedMinor: 5_997n }))).toEqual({
      expected: { currency: 'EUR', minor: 5_998n },
      received: { currency: 'EUR', minor: 5_997n },
      missing: { currency: 'EUR', minor: 1n },
      reference: first,
    });
  });

  it('a cent too much pays, and the cent is given back by itself', () => {
    const decision = match({ references: [first], amountMinor: 5_999n });
    expect(shareOf(decision)).toMatchObject({
      effect: 'pays',
      appliedMinor: 5_998n,
      excessMinor: 1n,
      missingMinor: 0n,
    });
    expect(sentences(decision)).toContain('0.01 EUR is more than expected, and is given back.');
  });

  it('ten times as much pays: the price is booked as paid, never the cash', () => {
    expect(shareOf(match({ references: [first], amountMinor: 59_980n }))).toMatchObject({
      effect: 'pays',
      appliedMinor: 5_998n,
      excessMinor: 53_982n,
    });
  });

  it('a second transfer that brings the rest completes it', () => {
    const decision = match({ references: [first], amountMinor: 998n }, [expected({ receivedMinor: 5_000n })]);
    expect(shareOf(decision)).toMatchObject({ effect: 'pays', appliedMinor: 998n, excessMinor: 0n });
    expect(sentences(decision)).toContain('With what came before, 9.98 EUR makes it complete.');
  });

  it('a second full payment is a duplicate, and goes back whole', () => {
    const decision = match({ references: [first] }, [expected({ state: 'paid', receivedMinor: 5_998n })]);
    expect(shareOf(decision)).toMatchObject({ effect: 'duplicate', appliedMinor: 0n, excessMinor: 5_998n });
    expect(sentences(decision)).toContain('The payment had all of its money before: this is given back.');
  });

  it('any other amount for what was paid is excess, also when a part of it was taken back', () => {
    const decision = match({ references: [first], amountMinor: 100n }, [
      expected({ state: 'paid', receivedMinor: 0n }),
    ]);
    expect(shareOf(decision)).toMatchObject({ effect: 'excess', appliedMinor: 0n, excessMinor: 100n });
  });

  it('after expiry or cancel it is late: enough for the late rule, and too little for nothing', () => {
    const closed = expected({ state: 'closed' });
    const late = match({ references: [first], amountMinor: 6_000n }, [closed]);
    expect(shareOf(late)).toMatchObject({ effect: 'pays_late', appliedMinor: 5_998n, excessMinor: 2n });
    expect(sentences(late)).toContain('The checkout was closed before the money came.');
    expect(shareOf(match({ references: [first], amountMinor: 10n }, [closed]))).toMatchObject({
      effect: 'late_part',
      missingMinor: 5_988n,
    });
  });

  it('from a third person or a firm is matched all the same, and says who paid', () => {
    const decision = match({ references: [first], counterparty: { name: 'Reisen Weber GmbH' } });
    expect(shareOf(decision)?.effect).toBe('pays');
    expect(sentences(decision)).toContain('Reisen Weber GmbH paid, which is not the name of the buyer.');
  });

  it('with charges taken on the way says what a bank kept', () => {
    const decision = match({
      references: [first],
      amountMinor: 5_498n,
      charges: [{ amountMinor: 500n, currency: 'EUR' }],
    });
    expect(shareOf(decision)).toMatchObject({ effect: 'part', missingMinor: 500n });
    expect(sentences(decision)).toContain('A bank kept 5.00 EUR on the way.');
  });

  it('in another currency waits for a person', () => {
    const decision = match({ references: [first], currency: 'CHF' });
    expect(decision).toMatchObject({
      outcome: 'unmatched',
      why: 'other_currency',
      suggestions: [{ reference: first, because: ['reference_named', 'name_alike'] }],
    });
  });

  it('is on its way while it is pending, and money once it is booked', () => {
    expect(match({ references: [first], status: 'pending' })).toMatchObject({
      outcome: 'on_its_way',
      references: [first],
    });
    expect(match({ references: [first] }).outcome).toBe('matched');
  });

  it('does not care which entry of the bank it stands in: two of one bank reference are two', () => {
    const half = match({ references: [first], amountMinor: 2_999n });
    expect(shareOf(half)).toMatchObject({ effect: 'part', missingMinor: 2_999n });
    const rest = match({ references: [first], amountMinor: 2_999n }, [expected({ receivedMinor: 2_999n })]);
    expect(shareOf(rest)?.effect).toBe('pays');
  });
});

describe('several references in one transfer', () => {
  const both = { text: `${first} und ${second}` };
  const other = expected({ reference: second, expectedMinor: 1_002n });

  it('are each paid when the sum fits to the cent', () => {
    const decision = match({ ...both, amountMinor: 7_000n }, [expected(), other]);
    expect(decision).toMatchObject({
      shares: [
        { reference: first, effect: 'pays', amountMinor: 5_998n },
        { reference: second, effect: 'pays', amountMinor: 1_002n },
      ],
    });
    expect(sentences(decision)).toContain('The sum of 2 payments fits to the cent.');
  });

  it.each([6_999n, 7_001n, 5_998n])('are left to a person for %s cents', (amountMinor) => {
    expect(match({ ...both, amountMinor }, [expected(), other])).toMatchObject({
      outcome: 'unmatched',
      why: 'several_references',
      suggestions: [{ reference: first }, { reference: second }],
    });
  });

  it('serve what waits when another of them was paid before', () => {
    const decision = match(both, [expected(), { ...other, state: 'paid', receivedMinor: 1_002n }]);
    expect(decision).toMatchObject({ shares: [{ reference: first, effect: 'pays' }] });
  });

  it('of which one is not ours are served only if the amount fits the other', () => {
    expect(match(both)).toMatchObject({ shares: [{ reference: first, effect: 'pays' }] });
    expect(match({ ...both, amountMinor: 7_000n })).toMatchObject({ why: 'several_references' });
  });
});

describe('a credit that is never matched by guess', () => {
  it('same amount and same name, no reference', () => {
    expect(match({ text: 'Rechnung vom Mai' })).toEqual({
      outcome: 'unmatched',
      why: 'no_reference',
      suggestions: [{ reference: first, because: ['amount_equal', 'name_alike'] }],
    });
  });

  it('a reference cut to a few characters', () => {
    expect(match({ text: first.slice(0, 2), amountMinor: 1n, counterparty: { name: null } })).toMatchObject({
      why: 'no_reference',
      suggestions: [],
    });
    expect(match({ text: first.slice(0, 13) })).toMatchObject({
      why: 'no_reference',
      suggestions: [{ reference: first, because: ['reference_begins_alike', 'amount_equal', 'name_alike'] }],
    });
  });

  it('a reference with a wrong digit', () => {
    expect(match({ text: `${first.slice(0, -1)}9` }).outcome).toBe('unmatched');
  });

  it('a reference that was given to nobody here', () => {
    expect(match({ references: [third] })).toMatchObject({ outcome: 'unmatched', why: 'unknown_reference' });
  });

  it('suggestions are few, and the likeliest comes first', () => {
    const many = Array.from({ length: 20 }, (_, at) =>
      expected({ reference: creditorReference(BigInt(at + 5_000)), buyerName: 'Ola Hansen' }),
    );
    const decision = match({}, [...many, expected()]);
    if (decision.outcome !== 'unmatched') throw new Error(decision.outcome);
    expect(decision.suggestions).toHaveLength(5);
    expect(decision.suggestions[0]).toEqual({ reference: first, because: ['amount_equal', 'name_alike'] });
  });

  it('what counts as paid and lost its money is suggested with that, what has it is not', () => {
    const because = (receivedMinor: bigint) =>
      suggestTransfers(entry(), [expected({ state: 'paid', receivedMinor })], [first])[0]?.because;
    expect(because(0n)).toEqual(['reference_named', 'lacks_money_again']);
    expect(because(5_998n)).toEqual(['reference_named']);
  });

  it('what is paid is no suggestion for a transfer that does not name it', () => {
    expect(match({}, [expected({ state: 'paid', receivedMinor: 5_998n })])).toMatchObject({
      suggestions: [],
    });
  });
});
it('what tells of money that is counted elsewhere, and what has no amount, is ignored', () => {
  expect(match({ references: [first], status: 'information' })).toEqual({
    outcome: 'ignored',
    why: 'information',
  });
  expect(match({ references: [first], amountMinor: 0n })).toEqual({ outcome: 'ignored', why: 'no_amount' });
});

it('whatever comes: shares add up to the entry, nothing is applied that was not missing, and only references match', () => {
  const transfers = fc.array(
    fc.record({
      state: fc.constantFrom('open' as const, 'paid' as const, 'closed' as const),
      expectedMinor: fc.bigInt({ min: 1n, max: 500n }),
      receivedMinor: fc.bigInt({ min: 0n, max: 600n }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const places = fc.subarray([0, 1, 2, 3]);
  fc.assert(
    fc.property(
      transfers,
      places,
      fc.bigInt({ min: 1n, max: 2_000n }),
      fc.boolean(),
      (parts, named, amount, fits) => {
        const known = parts.map((each, at) =>
          expected({ ...each, reference: creditorReference(BigInt(at + 1)) }),
        );
        const texts = named.map((at) => creditorReference(BigInt(at + 1)));
        const missing = (each: ExpectedTransfer) =>
          each.state === 'paid' || each.receivedMinor > each.expectedMinor
            ? 0n
            : each.expectedMinor - each.receivedMinor;
        const sum = known
          .filter(({ reference }) => texts.includes(reference))
          .reduce((total, each) => total + missing(each), 0n);
        const amountMinor = fits && sum > 0n ? sum : amount;
        const decision = match({ text: texts.join(' '), amountMinor }, known);
        if (decision.outcome !== 'matched') {
          expect(decision.outcome).toBe('unmatched');
          return;
        }
        expect(decision.shares.reduce((total, share) => total + share.amountMinor, 0n)).toBe(amountMinor);
        for (const share of decision.shares) {
          const transfer = known.find(({ reference }) => reference === share.reference);
          if (!transfer) throw new Error('A share has a payment.');
          expect(texts).toContain(share.reference);
          expect(share.appliedMinor + share.excessMinor).toBe(share.amountMinor);
          expect(share.appliedMinor + share.missingMinor).toBe(missing(transfer));
          expect(share.excessMinor > 0n && share.missingMinor > 0n).toBe(false);
        }
        if (decision.shares.length > 1)
          expect(
            decision.shares.every(({ excessMinor, missingMinor }) => excessMinor + missingMinor === 0n),
          ).toBe(true);
      },
    ),
  );
});

it('every reason for waiting and every hint has a sentence', () => {
  for (const sentence of [...Object.values(unmatchedSentences), ...Object.values(hintSentences)])
    expect(sentence).toMatch(/^[A-Z].*\.$/);
});

it('nothing is missing of what is paid, closed, complete or not begun', () => {
  expect(whatIsMissing(expected())).toBeNull();
  expect(whatIsMissing(expected({ receivedMinor: 5_998n }))).toBeNull();
  expect(whatIsMissing(expected({ state: 'paid', receivedMinor: 10n }))).toBeNull();
  expect(whatIsMissing(expected({ state: 'closed', receivedMinor: 10n }))).toBeNull();
});

it('takes entries as the readers of statements give them', () => {
  expectTypeOf<StatementEntry>().toExtend<TransferEntry>();
});
