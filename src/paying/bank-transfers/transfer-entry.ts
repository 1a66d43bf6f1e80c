/** A movement of an account, as much of it as matching needs; one payment, or one part of a batch. Amounts are positive. */
export type TransferEntry = {
  readonly direction: 'credit' | 'debit';
  /** Only what is booked is money; information repeats what is counted elsewhere. */
  readonly status: 'booked' | 'pending' | 'information';
  /** Money that goes back the way it came: a reversed credit is a debit. */
  readonly isReversal: boolean;
  readonly amountMinor: bigint;
  /** ISO 4217. */
  readonly currency: string;
  /** Structured references. */
  readonly references: readonly string[];
  /** What the payer wrote. */
  readonly text: string;
  /** What the bank adds in words of its own. */
  readonly bankText: string;
  readonly endToEndId: string | null;
  readonly counterparty: { readonly name: string | null };
  /** Why money comes back, where the bank says so. */
  readonly returnReason: string | null;
  /** What banks kept on the way. */
  readonly charges: readonly { readonly amountMinor: bigint; readonly currency: string }[];
};

/** All that was written about it, the structured first. */
export function textsOf(entry: TransferEntry): string[] {
  return [...entry.references, entry.text, entry.bankText, entry.endToEndId ?? ''].filter(
    (text) => text !== '',
  );
}
