import { readAmount } from '../amount.ts';
import { isCurrencyCode } from '../currency-decimals.ts';
import type { Direction, StatementAmount } from '../statement.ts';
import { type Place, UnreadableStatement } from '../unreadable.ts';
import { type Element, textAt } from './element.ts';

/** An amount with the currency that its attribute names. */
export function readAmountElement(element: Element, place: Place): StatementAmount {
  const currency = element.currency?.trim() ?? '';
  if (!isCurrencyCode(currency)) {
    throw new UnreadableStatement(
      'currency_unreadable',
      `The amount ${element.text.trim()} has no currency. Ask the bank for the statement once more.`,
      { ...place, line: element.line },
    );
  }
  const amountMinor = readAmount(element.text.trim(), currency, { ...place, line: element.line });
  return { amountMinor, currency };
}

/** Credit or debit, as the element tells; `null` where it tells nothing. */
export function readDirection(element: Element, place: Place): Direction | null {
  const code = textAt(element, 'CdtDbtInd');
  if (code === 'CRDT') return 'credit';
  if (code === 'DBIT') return 'debit';
  if (code === null) return null;
  throw new UnreadableStatement(
    'direction_unreadable',
    `${code} is neither CRDT nor DBIT, so it is not known whether money came or went. Ask the bank for the statement once more.`,
    { ...place, line: element.line },
  );
}

/** A truth value of XML. */
export function readFlag(text: string | null): boolean {
  return text === 'true' || text === '1';
}
