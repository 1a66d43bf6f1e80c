import type { Day } from '#platform/kit/days.ts';
import { realReference } from '../real-reference.ts';
import type { EntryStatus, Statement, StatementEntry } from '../statement.ts';
import { readIsoDay } from '../statement-day.ts';
import { type Place, UnreadableStatement } from '../unreadable.ts';
import { readBatch } from './batch.ts';
import { noDetails, readCharges } from './details.ts';
import type { ToldPart } from './part.ts';
import { readAmountText, readDirection, readFlag } from './read-amount-text.ts';
import type { AmountText } from './shape.ts';
import type { ToldEntry } from './shapes.ts';

/**
 * One `Ntry`, whose `TxDtls` were read before.
 *
 * @throws UnreadableStatement where its amount, direction, status or days cannot be told
 */
export function readEntry(
  told: ToldEntry,
  statement: Statement,
  number: number,
  parts: readonly ToldPart[],
): StatementEntry {
  const place: Place = { statement: statement.number, entry: number, line: told.line };
  const { direction, isReversal } = readAbout(told, place);
  const amount = readAmountText(requiredAmount(told.amount, place), place);
  const status = readStatus(told.status ?? '', place);
  const valueOn = readDay(told.valueOn, place);
  const bookedOn = readDay(told.bookedOn, place) ?? valueOn;
  if (status === 'booked' && bookedOn === null) {
    throw new UnreadableStatement(
      'day_missing',
      'The entry is booked and has no day. Ask the bank for the statement once more.',
      place,
    );
  }
  const batch = readBatch(told, parts, amount, direction);
  const only = batch.batch === 'none' ? parts[0] : undefined;
  const details = only ?? nothingTold;
  const { counterparty, references, text, endToEndId, returnReason, bankText } = details;
  const charges = readCharges(told.charges, place);
  return {
    number,
    line: told.line,
    amountMinor: amount.amountMinor,
    currency: amount.currency,
    direction,
    status,
    isReversal,
    bookedOn,
    valueOn,
    counterparty,
    references,
    text,
    bankText: [told.bankText, bankText].filter((each) => each).join('\n'),
    endToEndId,
    bankReference: realReference(told.bankReference) ?? only?.bankReference ?? null,
    transactionCode: readCode(told),
    returnReason,
    instructed: details.instructed ?? (told.instructed && readAmountText(told.instructed, place)),
    charges: details.charges.length > 0 ? details.charges : charges,
    batch: batch.batch,
    parts: batch.parts,
  };
}

const nothingTold = { ...noDetails, counterparty: { name: null, iban: null } };

/** What the details of an entry need to know of it, and which stands before them. */
export function readAbout(told: ToldEntry, place: Place): Pick<StatementEntry, 'direction' | 'isReversal'> {
  const direction = readDirection(told.direction, place);
  if (direction === null) {
    throw new UnreadableStatement(
      'direction_unreadable',
      'It does not say whether money came or went. Ask the bank for the statement once more.',
      place,
    );
  }
  return { direction, isReversal: readFlag(told.isReversal) };
}

function requiredAmount(amount: AmountText | null, place: Place): AmountText {
  if (amount !== null) return amount;
  throw new UnreadableStatement(
    'amount_unreadable',
    'The entry has no amount. Ask the bank for the statement once more.',
    place,
  );
}

const statuses: Readonly<Record<string, EntryStatus>> = {
  BOOK: 'booked',
  PDNG: 'pending',
  FUTR: 'pending',
  INFO: 'information',
};

function readStatus(told: string, place: Place): EntryStatus {
  const status = statuses[told];
  if (status !== undefined) return status;
  throw new UnreadableStatement(
    'status_unreadable',
    `The status “${told}” does not say whether the money is there (BOOK, PDNG, INFO). Ask the bank for the statement once more.`,
    place,
  );
}

function readDay(text: string | null, place: Place): Day | null {
  if (text === null) return null;
  const day = readIsoDay(text);
  if (day !== undefined) return day;
  throw new UnreadableStatement(
    'day_unreadable',
    `“${text}” is no day. Ask the bank for the statement once more.`,
    place,
  );
}

function readCode({ domain, family, subFamily, ownCode }: ToldEntry): string | null {
  const codes = [domain, family, subFamily].filter((code) => code !== null);
  return codes.length === 0 ? ownCode : codes.join('/');
}
