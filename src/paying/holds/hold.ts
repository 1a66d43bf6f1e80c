import { createHash } from 'node:crypto';
import type { HoldAnswer } from '#platform/contract/holds.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { expiryGraceMs } from '#selling/payment-links/payment-link.ts';
import type { HoldRow } from './store.ts';

/** A held place as its merchant sees it. */
export function showHold(row: HoldRow, linkId: string, lifeSeconds: number): HoldAnswer {
  const { createdAt, expiresAt, isTransfer } = row;
  return {
    checkout_id: formatId('chk', row.id),
    status: row.status,
    payer_email: row.payerEmail,
    address_hash: row.addressHash && nameOfAddress(linkId, row.addressHash),
    held_since: formatInstant(createdAt),
    expires_at:
      row.status === 'open' || isTransfer
        ? formatInstant(new Date(expiresAt.getTime() + expiryGraceMs))
        : null,
    is_transfer: isTransfer,
    // A checkout that was never given more time lives exactly as long as every other, but for a transfer.
    is_renewed: !isTransfer && expiresAt.getTime() - createdAt.getTime() > (lifeSeconds + 1) * 1_000,
    lapses: row.lapses,
  };
}

/**
 * Eight hex digits by which a merchant can tell addresses apart. What is kept of an address is keyed already, so that
 * nobody can try all addresses; with the link in it the same address has another name at every link.
 */
export function nameOfAddress(linkId: string, addressHash: string): string {
  return createHash('sha256').update(`${linkId}\n${addressHash}`).digest('hex').slice(0, 8);
}
