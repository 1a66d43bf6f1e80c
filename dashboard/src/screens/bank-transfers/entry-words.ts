import type { BankEntryAnswer } from '../../../../src/platform/contract/bank-entries.ts';
import { type Currency, formatAmount, minorOf } from '../../../../src/platform/kit/money.ts';
import { formatPlainDay } from '../../lib/dates.ts';
import { groupedIban } from '../../lib/iban-words.ts';
import { formatAnyMoney, formatMoney } from '../../lib/money.ts';
import { dayOf } from '../../lib/zoned-time.ts';

/** Who sent or received it, as the bank says. */
export function partyOf({ counterparty: { name, iban } }: Pick<BankEntryAnswer, 'counterparty'>): string {
  return name || (iban && groupedIban(iban)) || 'No name given';
}

/** `€40.00`, with a minus where money went. */
export function moneyOf({
  amount,
  currency,
  direction,
}: Pick<BankEntryAnswer, 'amount' | 'currency' | 'direction'>): string {
  const isMinus = direction === 'debit' && !amount.startsWith('-');
  return formatAnyMoney(isMinus ? `-${amount}` : amount, currency);
}

/** `booked today`, `booked 21 May`, or that it is not booked yet. */
export function bookedInWords(day: string | null, zone: string, now = new Date()): string {
  if (day === null) return 'not booked yet';
  return day === dayOf(now, zone) ? 'booked today' : `booked ${formatPlainDay(day)}`;
}

/** The codes' sentences as one. */
export function because(reasons: readonly { readonly detail: string }[]): string {
  return reasons.map(({ detail }) => (/[.!?]$/.test(detail) ? detail : `${detail}.`)).join(' ');
}

type Target = {
  readonly transactionId: string;
  readonly missingAmount: string;
  readonly currency: Currency;
  /** It had all of its money once, and lacks some since. */
  readonly wasPaid?: boolean;
};

/** What a match does, before it is done. */
export function effectOf(entry: BankEntryAnswer, target: Target): string {
  const { transactionId, missingAmount, currency, wasPaid = false } = target;
  if (entry.currency !== currency)
    return `${transactionId} is paid in ${currency}, and this is ${entry.currency}.`;
  const [given, missing] = [minorOf(entry.amount), minorOf(missingAmount)];
  const money = (minor: bigint) => formatMoney(formatAmount(minor), currency);
  if (entry.direction === 'debit')
    return `${money(given)} are taken out of ${transactionId}, which is then marked as disputed. You can undo it.`;
  const undo = 'You can undo it until a refund of this money is asked for, or in a file for your bank.';
  if (missing === 0n)
    return `${transactionId} needs no more money: ${money(given)} are an excess charge and given back. ${undo}`;
  if (given < missing) {
    return `${money(given)} of ${transactionId} arrived then; ${money(missing - given)} are still missing${wasPaid ? '' : ', and the buyer is told'}. ${undo}`;
  }
  const rest =
    given > missing
      ? ` ${money(given - missing)} more than it needs are an excess charge and given back.`
      : '';
  const effect = wasPaid
    ? 'becomes paid again, and is disputed no more'
    : 'becomes paid and the buyer gets the receipt';
  return `${transactionId} ${effect}.${rest} ${undo}`;
}

/** Whether what was decided about an entry can be taken back, and why not. */
export function undoOf(entry: BankEntryAnswer): 'possible' | 'none' | { readonly refused: string } {
  if (entry.status === 'ignored') return entry.decided_by === null ? 'none' : 'possible';
  if (entry.status !== 'matched') return 'none';
  if (entry.matches.length === 0) return { refused: 'A refund was decided by it, so this cannot be undone.' };
  if (entry.matches.every(({ undoable }) => undoable)) return 'possible';
  return {
    refused: 'A refund of this money was asked for, or is in a file for your bank, so this cannot be undone.',
  };
}
