import type { Balance, StatementKind } from '../statement.ts';
import { readIsoDay } from '../statement-day.ts';
import type { Place } from '../unreadable.ts';
import { readAmountText, readDirection } from './read-amount-text.ts';
import type { ToldBalance } from './shapes.ts';

export type NamedBalance = { readonly code: string; readonly balance: Balance };

/** A balance of booked money; what is merely available or expected is left out. */
export function readBalance(told: ToldBalance, place: Place): NamedBalance | undefined {
  const { code, amount } = told;
  if (code === null || amount === null || told.subTypes.length > 0) return undefined;
  if (!['OPBD', 'PRCD', 'ITBD', 'CLBD'].includes(code)) return undefined;
  const { amountMinor, currency } = readAmountText(amount, place);
  const isOwed = readDirection(told.direction, place) === 'debit';
  const balance = {
    amountMinor: isOwed ? -amountMinor : amountMinor,
    currency,
    day: told.day === null ? null : (readIsoDay(told.day) ?? null),
  };
  return { code, balance };
}

/**
 * Which of the balances stand before and after the entries. Pages of a statement begin or end with an interim balance
 * (ITBD). In a report of the day (camt.052) such a one may be of any moment, and says nothing of what the report lists.
 */
export function openingAndClosing(
  kind: StatementKind,
  balances: readonly NamedBalance[],
): { readonly opening: Balance | null; readonly closing: Balance | null } {
  const named = (code: string) => balances.filter((each) => each.code === code).map(({ balance }) => balance);
  const interim = kind === 'camt.053' ? named('ITBD') : [];
  const opening = named('OPBD')[0] ?? named('PRCD')[0] ?? interim.shift() ?? null;
  const closing = named('CLBD').at(-1) ?? interim.at(-1) ?? null;
  return { opening, closing };
}
