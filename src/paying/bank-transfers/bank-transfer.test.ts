import { describe, expect, it } from 'vitest';
import { type BankTransfer, remindAt, showBankPayment, stillMissingMinor } from './bank-transfer.ts';

const deadlineAt = new Date('2026-05-27T12:28:00Z');
const transfer: BankTransfer = {
  organizationId: 'organization',
  attemptId: 'attempt',
  mode: 'live',
  version: 3,
  status: 'waiting',
  order: {
    checkoutId: 'checkout',
    reference: 'RF88100000000422',
    iban: 'DE89370400440532013000',
    bic: null,
    accountName: 'Nordlicht',
    referencePlace: 'text',
    currency: 'EUR',
    expectedMinor: 4_000n,
    buyerName: null,
    deadlineAt,
  },
  sentAt: null,
  receivedMinor: 0n,
  givenBackMinor: 0n,
  arrivedAt: null,
  takenBack: null,
  wasUndone: false,
  withdrawnRefundIds: [],
};
const show = (changes: Partial<BankTransfer>) =>
  showBankPayment({ ...transfer, ...changes }, ({ checkoutId }) => `https://pay.example/${checkoutId}`);

describe('a transfer in the words of the port', () => {
  it.each([
    [{}, { status: 'requires_action', redirectUrl: 'https://pay.example/checkout', receivedMinor: 0n }],
    [{ receivedMinor: 2_500n }, { status: 'requires_action', receivedMinor: 2_500n }],
    [{ status: 'sent' }, { status: 'processing' }],
    [{ status: 'canceled', order: null }, { status: 'canceled' }],
    [
      { status: 'canceled', receivedMinor: 2_500n },
      { status: 'canceled', extraMinor: 2_500n },
    ],
    [{ status: 'succeeded', receivedMinor: 4_000n }, { status: 'succeeded' }],
    [
      { status: 'succeeded', receivedMinor: 4_250n },
      { status: 'succeeded', extraMinor: 250n },
    ],
  ] as const)('%o is %o', (changes, payment) => {
    expect(show(changes)).toMatchObject({ reference: 'attempt', ...payment });
  });

  it.each([{}, { status: 'canceled' }, { status: 'succeeded', receivedMinor: 4_000n }] as const)(
    '%o tells of no extra money and of no dispute',
    (changes) => {
      const payment = show(changes);
      expect(payment.extraMinor).toBeUndefined();
      expect(payment.dispute).toBeUndefined();
    },
  );

  it('what was given back before it paid after all stays given back, beside what is too much', () => {
    const paid = { status: 'succeeded', givenBackMinor: 1_000n } as const;
    expect(show({ ...paid, receivedMinor: 5_000n }).extraMinor).toBe(1_000n);
    expect(show({ ...paid, receivedMinor: 5_250n }).extraMinor).toBe(1_250n);
  });

  it.each([
    [{ receivedMinor: 1_500n, takenBack: { reason: 'AC04' } }, 'lost', 'AC04', 2_500n],
    [{ receivedMinor: 0n, takenBack: { reason: null } }, 'lost', 'transfer_taken_back', 4_000n],
    [{ receivedMinor: 0n, wasUndone: true }, 'open', 'match_undone', 4_000n],
    [{ receivedMinor: 4_000n, takenBack: { reason: 'AC04' } }, 'won', 'AC04', 0n],
  ] as const)('a payment of which %o is disputed: %s, %s, %s', (changes, status, reason, amountMinor) => {
    expect(show({ status: 'succeeded', ...changes }).dispute).toEqual({
      status,
      reason,
      dueBy: null,
      amountMinor,
    });
  });
});

it.each([
  [0n, 0n, 4_000n],
  [2_500n, 0n, 1_500n],
  [2_500n, 2_500n, 4_000n],
  [4_250n, 0n, 0n],
])('%s arrived, of which %s goes back: %s is missing', (receivedMinor, givenBackMinor, missing) => {
  expect(stillMissingMinor({ ...transfer, receivedMinor, givenBackMinor })).toBe(missing);
});

it.each([
  ['2026-05-22T12:28:00Z', '2026-05-26T12:28:00.000Z'],
  ['2026-05-26T00:28:00Z', '2026-05-26T12:28:00.000Z'],
  ['2026-05-26T00:29:00Z', undefined],
  ['2026-05-26T12:28:00Z', undefined],
])('begun at %s, the buyer is reminded at %s', (now, at) => {
  expect(remindAt(new Date(now), deadlineAt)?.toISOString()).toBe(at);
});
