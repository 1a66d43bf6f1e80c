import { describe, expect, it } from 'vitest';
import { decideWithdrawal, type RestingRefund, type Standing } from './standing.ts';

const price = 1_000n;
const standing = (parts: Partial<Standing>): Standing => ({
  status: 'succeeded',
  expectedMinor: price,
  givenBackMinor: 0n,
  receivedMinor: price,
  isExcess: false,
  refunds: [],
  ...parts,
});
const refund = (id: string, amountMinor: bigint, parts: Partial<RestingRefund> = {}): RestingRefund => ({
  id,
  amountMinor,
  isExcess: true,
  state: 'owed',
  ...parts,
});
const withdrawn = (refundIds: string[], givenBackMinor = 0n) => ({
  verdict: 'withdraw',
  refundIds,
  givenBackMinor,
});

describe('money that is taken off a payment', () => {
  it('takes the refund of what was too much with it', () => {
    const twice = standing({ receivedMinor: 2_000n, refunds: [refund('a', price)] });
    expect(decideWithdrawal(twice, price)).toEqual(withdrawn(['a']));
    const over = standing({ receivedMinor: 1_500n, refunds: [refund('a', 500n)] });
    expect(decideWithdrawal(over, 1_500n)).toEqual(withdrawn(['a']));
  });

  it('takes the very refund that was owed for it, else the newest', () => {
    const refunds = [refund('a', price), refund('b', 300n)];
    const thrice = standing({ receivedMinor: 2_300n, refunds });
    expect(decideWithdrawal(thrice, price)).toEqual(withdrawn(['a']));
    expect(decideWithdrawal(thrice, 300n)).toEqual(withdrawn(['b']));
    expect(decideWithdrawal(thrice, 200n)).toEqual(withdrawn(['b']));
    expect(decideWithdrawal(thrice, 1_300n)).toEqual(withdrawn(['b', 'a']));
  });

  it('stays where a refund was handed to a bank, or a person asked for one, that nothing else covers', () => {
    const handed = standing({
      receivedMinor: 2_000n,
      refunds: [refund('a', price, { state: 'handed' })],
    });
    expect(decideWithdrawal(handed, price)).toEqual({ verdict: 'rests', on: 'handed' });
    const asked = standing({ refunds: [refund('a', 400n, { isExcess: false, state: 'asked' })] });
    expect(decideWithdrawal(asked, price)).toEqual({ verdict: 'rests', on: 'asked' });
  });

  it('leaves refunds that other money covers', () => {
    const asked = refund('a', 400n, { isExcess: false, state: 'asked' });
    const both = standing({ receivedMinor: 2_000n, refunds: [asked, refund('b', price)] });
    expect(decideWithdrawal(both, price)).toEqual(withdrawn(['b']));
    const handed = refund('c', 300n, { state: 'handed' });
    const three = standing({ receivedMinor: 2_300n, refunds: [refund('b', price), handed] });
    expect(decideWithdrawal(three, price)).toEqual(withdrawn(['b']));
  });

  it('counts all of it where the payment was paid another way, or was over', () => {
    const refunds = [refund('a', price)];
    expect(decideWithdrawal(standing({ isExcess: true, refunds }), price)).toEqual(withdrawn(['a']));
    const parts = standing({
      status: 'canceled',
      receivedMinor: 700n,
      givenBackMinor: 700n,
      refunds: [refund('a', 400n, { state: 'handed' }), refund('b', 300n)],
    });
    expect(decideWithdrawal(parts, 300n)).toEqual(withdrawn(['b'], 400n));
    expect(decideWithdrawal(parts, 400n)).toEqual({ verdict: 'rests', on: 'handed' });
  });

  it('takes the refund of a late payment with it, and gives nothing back while it is waited for', () => {
    const late = standing({ refunds: [refund('a', price, { isExcess: false })] });
    expect(decideWithdrawal(late, price)).toEqual(withdrawn(['a']));
    expect(decideWithdrawal(standing({ status: 'waiting', receivedMinor: 400n }), 400n)).toEqual(
      withdrawn([]),
    );
  });

  it('never counts below nothing, where more was taken back already', () => {
    expect(decideWithdrawal(standing({ receivedMinor: 0n }), price)).toEqual(withdrawn([]));
  });
});
