import type { Balance } from '../statement.ts';
import { type Place, UnreadableStatement } from '../unreadable.ts';
import { readCommaAmount } from './mt940-amount.ts';
import { readShortDay } from './mt940-day.ts';

const shape = /^(C|D)(\d{6})([A-Z]{3})([\d,.]{1,30})\s*$/;

/** Fields 60F, 60M, 62F and 62M: `C261103EUR1234,56`. */
export function readBalanceField(tag: string, text: string, place: Place): Balance {
  const match = shape.exec(text);
  const day = match ? readShortDay(match[2] ?? '') : undefined;
  if (!match || day === undefined) {
    throw new UnreadableStatement(
      'balance_unreadable',
      `Field ${tag} is no balance. Fetch the statement from the bank once more.`,
      place,
    );
  }
  const [, sign, , currency = '', amount = ''] = match;
  const amountMinor = readCommaAmount(amount, currency, place);
  return { amountMinor: sign === 'D' ? -amountMinor : amountMinor, currency, day };
}
