import type { Day } from '#platform/kit/days.ts';
import { readIban } from '../iban.ts';
import { realReference } from '../real-reference.ts';
import type { Direction, EntryStatus, StatementAmount } from '../statement.ts';
import { type Place, UnreadableStatement } from '../unreadable.ts';
import { readCommaAmount } from './mt940-amount.ts';
import { readBookingDay, readShortDay } from './mt940-day.ts';

export type Movement = {
  readonly amountMinor: bigint;
  readonly direction: Direction;
  readonly status: EntryStatus;
  readonly isReversal: boolean;
  readonly valueOn: Day;
  readonly bookedOn: Day;
  /** `NTRF`: how the bank came to know of it, and what kind it is. */
  readonly type: string;
  readonly customerReference: string | null;
  readonly bankReference: string | null;
  /** Some banks name the other account in the line below. */
  readonly iban: string | null;
  readonly remark: string;
  readonly instructed: StatementAmount | null;
  readonly charges: readonly StatementAmount[];
};

// Between mark and amount one letter may stand, the third of the currency.
const shape = /^(\d{6})(\d{4})?(RC|RD|EC|ED|C|D)([A-Z])?(\d[\d,.]{0,29})([NSF][A-Z0-9]{3})(.*)$/;

/** RC takes a credit back, so that money goes; RD takes a debit back, so that it comes. E is what is expected. */
const marks: Readonly<Record<string, Pick<Movement, 'direction' | 'isReversal' | 'status'>>> = {
  C: { direction: 'credit', isReversal: false, status: 'booked' },
  D: { direction: 'debit', isReversal: false, status: 'booked' },
  RC: { direction: 'debit', isReversal: true, status: 'booked' },
  RD: { direction: 'credit', isReversal: true, status: 'booked' },
  EC: { direction: 'credit', isReversal: false, status: 'pending' },
  ED: { direction: 'debit', isReversal: false, status: 'pending' },
};

/**
 * Field 61: `2611031103C1250,NTRFNONREF//B1`, and a line below for whatever else.
 *
 * @throws UnreadableStatement `movement_unreadable`
 */
export function readMovement(lines: readonly string[], currency: string, place: Place): Movement {
  const match = shape.exec(lines[0] ?? '');
  const [, value = '', booking, mark = '', , amount = '', type = '', references = ''] = match ?? [];
  const valueOn = readShortDay(value);
  const bookedOn = valueOn && (booking === undefined ? valueOn : readBookingDay(booking, valueOn));
  const marked = marks[mark];
  if (valueOn === undefined || bookedOn === undefined || marked === undefined) {
    throw new UnreadableStatement(
      'movement_unreadable',
      'Field 61 does not tell day, direction and amount as it has to. Fetch the statement from the bank once more, or as camt.053.',
      place,
    );
  }
  // Longer than sixteen characters in some banks' files: the two strokes end it, not its length.
  const strokes = references.indexOf('//');
  const customer = strokes < 0 ? references : references.slice(0, strokes);
  const bank = strokes < 0 ? null : references.slice(strokes + 2).trim();
  const below = lines.slice(1).join('').trim();
  const iban = readIban(below) ?? null;
  return {
    ...marked,
    amountMinor: readCommaAmount(amount, currency, place),
    valueOn,
    bookedOn,
    type,
    customerReference: realReference(customer.trim()),
    bankReference: realReference(bank),
    iban,
    remark: iban === null ? below : '',
    instructed: amountsOf(below, 'OCMT', place)[0] ?? null,
    charges: amountsOf(below, 'CHGS', place),
  };
}

/** `/OCMT/EUR12,34/CHGS/EUR1,/`: what was sent, and what was kept. */
function amountsOf(text: string, code: 'OCMT' | 'CHGS', place: Place): StatementAmount[] {
  const found = new RegExp(`/${code}/([A-Z]{3})(\\d[\\d,]{0,29})`).exec(text);
  if (!found) return [];
  const [, currency = '', amount = ''] = found;
  return [{ amountMinor: readCommaAmount(amount, currency, place), currency }];
}
