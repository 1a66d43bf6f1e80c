import type { Balance, StatementKind } from '../statement.ts';
import { readIsoDay } from '../statement-day.ts';
import type { Place } from '../unreadable.ts';
import { child, type Element, textAt } from './element.ts';
import { readAmountElement, readDirection } from './read-amount-element.ts';

export type NamedBalance = { readonly code: string; readonly balance: Balance };

/** A balance of booked money; what is merely available or expected is left out. */
export function readBalance(element: Element, place: Place): NamedBalance | undefined {
  const type = child(element, 'Tp');
  const code = textAt(type, 'CdOrPrtry', 'Cd');
  const amount = child(element, 'Amt');
  if (code === null || amount === undefined || child(type, 'SubTp') !== undefined) return undefined;
  if (!['OPBD', 'PRCD', 'ITBD', 'CLBD'].includes(code)) return undefined;
  const { amountMinor, currency } = readAmountElement(amount, place);
  const day = textAt(element, 'Dt', 'Dt') ?? textAt(element, 'Dt', 'DtTm');
  const isOwed = readDirection(element, place) === 'debit';
  const balance = {
    amountMinor: isOwed ? -amountMinor : amountMinor,
    currency,
    day: day && (readIsoDay(day) ?? null),
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
