import { type ExpectedTransfer, missingMinor } from './expected-transfer.ts';
import type { MatchReason, Share, ShareEffect } from './match-decision.ts';

/** What so much money under a reference does to its payment. `amountMinor` is positive and in the payment's currency. */
export function decideShare(transfer: ExpectedTransfer, amountMinor: bigint): Share {
  const missing = transfer.state === 'paid' ? 0n : missingMinor(transfer);
  const appliedMinor = amountMinor < missing ? amountMinor : missing;
  return {
    reference: transfer.reference,
    effect: effectOf(transfer, amountMinor, missing),
    amountMinor,
    appliedMinor,
    excessMinor: amountMinor - appliedMinor,
    missingMinor: missing - appliedMinor,
  };
}

function effectOf(transfer: ExpectedTransfer, amountMinor: bigint, missing: bigint): ShareEffect {
  if (missing === 0n) return amountMinor === transfer.expectedMinor ? 'duplicate' : 'excess';
  const isEnough = amountMinor >= missing;
  if (transfer.state === 'closed') return isEnough ? 'pays_late' : 'late_part';
  return isEnough ? 'pays' : 'part';
}

export function reasonsOfShare(transfer: ExpectedTransfer, share: Share): MatchReason[] {
  const { currency } = transfer;
  const reasons: MatchReason[] = [{ code: 'reference_found', reference: share.reference }];
  if (transfer.state === 'closed') reasons.push({ code: 'closed_before' });
  if (share.effect === 'duplicate' || share.effect === 'excess') return [...reasons, { code: 'paid_before' }];
  if (share.missingMinor > 0n)
    return [...reasons, { code: 'amount_short', byMinor: share.missingMinor, currency }];
  if (share.excessMinor > 0n)
    return [...reasons, { code: 'amount_over', byMinor: share.excessMinor, currency }];
  const code = transfer.receivedMinor > 0n ? 'amount_completes' : 'amount_equal';
  return [...reasons, { code, amountMinor: share.amountMinor, currency }];
}
