import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withPendingRefunds } from '#paying/checkouts/changes.ts';
import type { CheckoutState } from '#paying/checkouts/checkout.ts';
import { attempted, later, transaction } from '#paying/checkouts/testing/states.ts';
import { decideRefund, decideRefundResult, remainingMinor } from './decide-refund.ts';

const now = later(60_000);

function paid(totalMinor: bigint, taxMinor: bigint): CheckoutState {
  const state = attempted('paid', ['succeeded']);
  const [won] = state.attempts;
  return {
    ...state,
    totalMinor,
    taxMinor,
    transaction: transaction({ status: 'paid', paidAttemptId: won?.id ?? '', paidAt: now }),
  };
}

/** Asks for a refund and, when it may be, leaves it waiting for the provider. */
function ask(state: CheckoutState, refundId: string, amountMinor: bigint | undefined) {
  const decision = decideRefund(state, { refundId, amountMinor, reason: null, requestedBy: 'key' });
  if (decision.verdict !== 'requested') return { decision, state };
  const booked = decision.change.refunds.map((refund) => ({
    ...refund,
    id: refundId,
    requestedBy: 'key',
    isExcess: false,
    state,
  }));
  return { decision, state: withPendingRefunds(decision.change.state, booked, [], now) };
}

function tell(state: CheckoutState, refundId: string, status: 'succeeded' | 'failed'): CheckoutState {
  const change = decideRefundResult(state, refundId, { status, providerReference: 'r', errorMessage: null });
  return withPendingRefunds(change.state, [], change.refundResults ?? [], now);
}

describe('refunds of a payment', () => {
  it('in 1,000 random sequences never exceed it, and end with exact sums and taxes', () => {
    const step = fc.record({
      share: fc.integer({ min: 1, max: 100 }),
      fails: fc.boolean(),
      waits: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.bigInt(1n, 1_000_000n),
        fc.integer({ min: 0, max: 100 }),
        fc.array(step, { maxLength: 12 }),
        (total, taxShare, steps) => {
          let state = paid(total, (total * BigInt(taxShare)) / 100n);
          const waiting: { id: string; fails: boolean }[] = [];
          const taxes = new Map<string, bigint>();
          steps.forEach(({ share, fails, waits }, index) => {
            const id = `r${index}`;
            const asked = ask(state, id, (total * BigInt(share)) / 100n);
            state = asked.state;
            if (asked.decision.verdict === 'requested') {
              taxes.set(id, asked.decision.taxMinor);
              expect(asked.decision.taxMinor).toBeGreaterThanOrEqual(0n);
              expect(asked.decision.taxMinor).toBeLessThanOrEqual(asked.decision.amountMinor);
              waiting.push({ id, fails });
            }
            while (!waits && waiting.length > 0) {
              const { id: decided, fails: failed } = waiting.shift() as { id: string; fails: boolean };
              state = tell(state, decided, failed ? 'failed' : 'succeeded');
              if (failed) taxes.delete(decided);
            }
            const { transaction: sums } = state;
            expect((sums?.refundedMinor ?? 0n) + (sums?.refundPendingMinor ?? 0n)).toBeLessThanOrEqual(total);
          });
          for (const { id, fails } of waiting) {
            state = tell(state, id, fails ? 'failed' : 'succeeded');
            if (fails) taxes.delete(id);
          }
          const last = ask(state, 'rest', undefined);
          if (last.decision.verdict === 'requested') {
            taxes.set('rest', last.decision.taxMinor);
            state = tell(last.state, 'rest', 'succeeded');
          }
          expect(state.transaction).toMatchObject({
            status: 'refunded',
            refundedMinor: total,
            refundPendingMinor: 0n,
          });
          expect([...taxes.values()].reduce((sum, tax) => sum + tax, 0n)).toBe(state.taxMinor);
          expect(state.transaction?.refundedTaxMinor).toBe(state.taxMinor);
        },
      ),
      { numRuns: 1_000, seed: 20_261_122 },
    );
  });

  it('that wait reserve their amount', () => {
    const first = ask(paid(10_000n, 0n), 'first', 6_000n);
    expect(first.state.transaction?.status).toBe('refund_pending');
    const second = ask(first.state, 'second', 6_000n);
    expect(second.decision).toEqual({ verdict: 'exceeds', remainingMinor: 4_000n });
  });

  it('that failed are free to be asked for again, and the payment is paid as before', () => {
    const failed = tell(ask(paid(10_000n, 1_000n), 'first', 6_000n).state, 'first', 'failed');
    expect(failed.transaction).toMatchObject({
      status: 'paid',
      refundedMinor: 0n,
      refundPendingMinor: 0n,
      refundedTaxMinor: 0n,
    });
    expect(remainingMinor(10_000n, failed.transaction as never)).toBe(10_000n);
  });

  it('told twice by the provider change nothing the second time', () => {
    const once = tell(ask(paid(10_000n, 1_000n), 'first', 6_000n).state, 'first', 'succeeded');
    expect(tell(once, 'first', 'succeeded')).toBe(once);
    expect(tell(once, 'first', 'failed')).toBe(once);
  });

  it('never give back what a dispute has taken, or withholds', () => {
    const dispute = { reason: 'fraudulent', dueBy: null, amountMinor: 7_000n } as const;
    const disputed = (status: 'open' | 'lost' | 'won', refundedMinor = 0n): CheckoutState => {
      const state = paid(10_000n, 1_000n);
      const found = transaction({ ...state.transaction, refundedMinor, dispute: { ...dispute, status } });
      return { ...state, transaction: found };
    };
    const most = (state: CheckoutState) => ask(state, 'r', undefined).decision;
    for (const status of ['open', 'lost'] as const) {
      expect(ask(disputed(status), 'r', 3_001n).decision).toEqual({
        verdict: 'exceeds',
        remainingMinor: 3_000n,
      });
      expect(most(disputed(status))).toMatchObject({ verdict: 'requested', amountMinor: 3_000n });
      expect(most(disputed(status, 6_000n))).toEqual({ verdict: 'exceeds', remainingMinor: 0n });
    }
    expect(most(disputed('won'))).toMatchObject({ verdict: 'requested', amountMinor: 10_000n });
  });

  it('need a payment', () => {
    const open = attempted('open', ['requires_payment_method']);
    expect(decideRefund(open, { refundId: 'r', amountMinor: 1n, reason: null, requestedBy: 'key' })).toEqual({
      verdict: 'not_paid',
    });
  });
});
