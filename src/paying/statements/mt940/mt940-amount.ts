import { readAmount } from '../amount.ts';
import type { Place } from '../unreadable.ts';

/** An amount with a decimal comma, which may be its last character: `12,5`, `100,`. */
export function readCommaAmount(text: string, currency: string, place: Place): bigint {
  // A point would be mistaken for the comma by whoever reads next; here it is no amount.
  return readAmount(text.includes('.') ? text.replaceAll('.', '?') : text.replace(',', '.'), currency, place);
}
