import { readAmount } from '../amount.ts';
import { isCurrencyCode } from '../currency-decimals.ts';
import type { Direction, StatementAmount } from '../statement.ts';
import { type Place, UnreadableStatement } from '../unreadable.ts';
import type { AmountText } from './shape.ts';

/** An amount with the currency that its attribute names. */
export function readAmountText({ text, currency: written, line }: AmountText, place: Place): StatementAmount {
  const currency = written?.trim() ?? '';
  if (!isCurrencyCode(currency)) {
    throw new UnreadableStatement(
      'currency_unreadable',
      `The amount ${text} has no currency. Ask the bank for the statement once more.`,
      { ...place, line },
    );
  }
  const amountMinor = readAmount(text, currency, { ...place, line });
  return { amountMinor, currency };
}

/** Credit or debit, as `CdtDbtInd` tells; `null` where it tells nothing. */
export function readDirection(code: string | null, place: Place): Direction | null {
  if (code === 'CRDT') return 'credit';
  if (code === 'DBIT') return 'debit';
  if (code === null) return null;
  throw new UnreadableStatement(
    'direction_unreadable',
    `${code} is neither CRDT nor DBIT, so it is not known whether money came or went. Ask the bank for the statement once more.`,
    place,
  );
}

/** A truth value of XML. */
export function readFlag(text: string | null): boolean {
  return text === 'true' || text === '1';
}
