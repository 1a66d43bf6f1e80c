import type { Known } from '#paying/bank-transfers/decide-match.ts';
import type { ExpectedRefund, ExpectedTransfer } from '#paying/bank-transfers/expected-transfer.ts';
import { findReferences } from '#paying/bank-transfers/find-references.ts';
import { type TransferEntry, textsOf } from '#paying/bank-transfers/transfer-entry.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';

/** A transfer that is expected, with what its matches are written with. */
export type KnownTransfer = ExpectedTransfer & {
  readonly attemptId: string;
  readonly transactionId: string;
};

export type KnownRefund = ExpectedRefund & { readonly refundId: string; readonly attemptId: string };

/** What an entry names: references of payments, and ids of refunds as they are in the database. */
export type Named = { readonly references: readonly string[]; readonly refundIds: readonly string[] };

/** Ids of refunds have 26 digits behind `RF`; banks write them in their own fields, or into the text without spaces. */
const refundId = /RF(?=([0-9A-Z]{26}))/g;

/** A text that is shorter holds none, whatever else is in it. */
const leastLength = 28;

export function namedIn(entry: TransferEntry): Named {
  const texts = textsOf(entry);
  const refundIds = texts.flatMap((text) => {
    if (text.length < leastLength) return [];
    const folded = text.toUpperCase().replace(/[^0-9A-Z]+/g, '');
    return [...folded.matchAll(refundId)].flatMap(([, digits = '']) => parseId('RF', `RF${digits}`) ?? []);
  });
  return { references: findReferences(texts), refundIds };
}

export function endToEndIdOf(refundId: string): string {
  return formatId('RF', refundId);
}

/** What the database knew, and what the entries read so far made of it. Entries are asked for what they name alone. */
export function createKnownMoney() {
  const transfers = new Map<string, KnownTransfer | undefined>();
  const refunds = new Map<string, KnownRefund | undefined>();
  return {
    /** What has to be read before these can be decided. */
    missingOf(named: readonly Named[]): Named {
      const references = named.flatMap((each) => each.references).filter((each) => !transfers.has(each));
      const refundIds = named.flatMap((each) => each.refundIds).filter((each) => !refunds.has(each));
      return { references: [...new Set(references)], refundIds: [...new Set(refundIds)] };
    },
    /** What was found of the missing; the others are none of ours. */
    learn(
      missing: Named,
      found: { readonly transfers: readonly KnownTransfer[]; readonly refunds: readonly KnownRefund[] },
    ): void {
      for (const reference of missing.references) transfers.set(reference, undefined);
      for (const id of missing.refundIds) refunds.set(id, undefined);
      for (const transfer of found.transfers) transfers.set(transfer.reference, transfer);
      for (const refund of found.refunds) refunds.set(refund.refundId, refund);
    },
    knownOf(named: Named): Known & {
      readonly transfers: readonly KnownTransfer[];
      readonly refunds: readonly KnownRefund[];
    } {
      return {
        transfers: named.references.flatMap((reference) => transfers.get(reference) ?? []),
        refunds: named.refundIds.flatMap((id) => refunds.get(id) ?? []),
      };
    },
    /** Money came under the reference, or went back. */
    receive(transfer: KnownTransfer, amountMinor: bigint): void {
      const receivedMinor = transfer.receivedMinor + amountMinor;
      const isWhole = receivedMinor >= transfer.expectedMinor;
      transfers.set(transfer.reference, {
        ...transfer,
        receivedMinor,
        state: isWhole ? 'paid' : transfer.state,
      });
    },
    /** A statement showed what became of the refund. */
    settle(id: string): void {
      const refund = refunds.get(id);
      if (refund) refunds.set(id, { ...refund, state: 'sent' });
    },
    transfer: (reference: string) => transfers.get(reference),
    refund: (endToEndId: string) => refunds.get(parseId('RF', endToEndId) ?? ''),
  };
}
