import { describe, expect, it } from 'vitest';
import type { ExpectedRefund } from './expected-transfer.ts';
import { expected, first, match, second, sentences } from './testing/match.ts';
import type { TransferEntry } from './transfer-entry.ts';

const refund: ExpectedRefund = {
  endToEndId: 'RF01KB6Z8Q4T7V9W2X3Y4Z5A6B7C',
  currency: 'EUR',
  amountMinor: 2_000n,
  state: 'sent',
};
describe('money that goes back', () => {
  const paid = expected({ state: 'paid', receivedMinor: 5_998n });

  it('a reversal takes the credit back', () => {
    const decision = match({ direction: 'debit', isReversal: true, references: [first] }, [paid]);
    expect(decision).toMatchObject({ outcome: 'taken_back', amountMinor: 5_998n, stillReceivedMinor: 0n });
  });

  it('a debit with a return reason does too, and says why', () => {
    const decision = match({ direction: 'debit', returnReason: 'FOCR', text: first, amountMinor: 998n }, [
      paid,
    ]);
    expect(decision).toMatchObject({ outcome: 'taken_back', stillReceivedMinor: 5_000n });
    expect(sentences(decision)).toContain('The bank says why: FOCR.');
  });

  it.each<[string, Partial<TransferEntry>, string]>([
    ['more than came', { isReversal: true, references: [first], amountMinor: 5_999n }, 'takes_back_too_much'],
    [
      'in another currency',
      { isReversal: true, references: [first], currency: 'USD' },
      'takes_back_too_much',
    ],
    ['without a reference', { isReversal: true }, 'no_reference'],
    ['under two references', { isReversal: true, references: [first, second] }, 'several_references'],
    ['that the bank does not call a reversal', { references: [first] }, 'not_marked_as_reversal'],
  ])('%s waits for a person', (_, parts, why) => {
    const decision = match({ direction: 'debit', ...parts }, [paid, expected({ reference: second })]);
    expect(decision).toMatchObject({ outcome: 'unmatched', why });
  });

  it('the merchant’s own payments are none of our business', () => {
    expect(match({ direction: 'debit', text: 'Miete Dezember' })).toEqual({
      outcome: 'ignored',
      why: 'own_payment',
    });
    expect(
      match({ direction: 'debit', status: 'pending', isReversal: true, references: [first] }, [paid]),
    ).toEqual({
      outcome: 'ignored',
      why: 'pending_debit',
    });
  });
});

describe('a refund', () => {
  it.each<[string, Partial<TransferEntry>]>([
    ['in its own field', { endToEndId: refund.endToEndId }],
    ['in the text', { text: `EREF+${refund.endToEndId}` }],
    [
      'folded and in small letters',
      {
        text: `${refund.endToEndId.slice(0, 20).toLowerCase()}\n${refund.endToEndId.slice(20).toLowerCase()}`,
      },
    ],
  ])('is sent when its id stands %s of a debit', (_, parts) => {
    expect(match({ direction: 'debit', amountMinor: 2_000n, ...parts }, [], [refund])).toMatchObject({
      outcome: 'refund_sent',
      endToEndId: refund.endToEndId,
    });
  });

  it('of another amount waits for a person', () => {
    const decision = match({ direction: 'debit', endToEndId: refund.endToEndId }, [], [refund]);
    expect(decision).toMatchObject({ outcome: 'unmatched', why: 'refund_amount_differs' });
  });

  it('that comes back is no payment of the buyer, though the payment’s reference stands in it', () => {
    const decision = match(
      { endToEndId: refund.endToEndId, text: first, amountMinor: 2_000n },
      [expected()],
      [refund],
    );
    expect(decision).toMatchObject({ outcome: 'refund_returned', endToEndId: refund.endToEndId });
  });
});
