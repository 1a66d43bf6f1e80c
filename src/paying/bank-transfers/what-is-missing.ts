import { assert } from '#platform/kit/assert.ts';
import { type Money, money } from '#platform/kit/money.ts';
import { type ExpectedTransfer, missingMinor } from './expected-transfer.ts';

/** What the buyer's page and mail say after a transfer that was too small: facts, of which each language makes its own sentences. */
export type MissingMoney = {
  readonly expected: Money;
  readonly received: Money;
  /** What is still to be sent, under the same reference. */
  readonly missing: Money;
  readonly reference: string;
};

/** Null when all of it is there, when none of it is, and when nothing is waited for. */
export function whatIsMissing(transfer: ExpectedTransfer): MissingMoney | null {
  assert(transfer.receivedMinor >= 0n, 'Nobody receives less than nothing.');
  const missing = missingMinor(transfer);
  if (transfer.state !== 'open' || missing === 0n || transfer.receivedMinor === 0n) return null;
  const amount = (minor: bigint) => money(transfer.currency, minor);
  return {
    expected: amount(transfer.expectedMinor),
    received: amount(transfer.receivedMinor),
    missing: amount(missing),
    reference: transfer.reference,
  };
}
