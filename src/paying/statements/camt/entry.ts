import type { Day } from '#platform/kit/days.ts';
import { realReference } from '../real-reference.ts';
import type { EntryStatus, Statement, StatementEntry } from '../statement.ts';
import { readIsoDay } from '../statement-day.ts';
import { type Place, UnreadableStatement } from '../unreadable.ts';
import { readBatch } from './batch.ts';
import { readCharges, readDetails, readInstructed } from './details.ts';
import { child, type Element, textAt } from './element.ts';
import type { ToldPart } from './part.ts';
import { readAmountElement, readDirection, readFlag } from './read-amount-element.ts';

/**
 * One `Ntry`, whose `TxDtls` were read before.
 *
 * @throws UnreadableStatement where its amount, direction, status or days cannot be told
 */
export function readEntry(
  element: Element,
  statement: Statement,
  number: number,
  parts: readonly ToldPart[],
): StatementEntry {
  const place: Place = { statement: statement.number, entry: number, line: element.line };
  const { direction, isReversal } = readAbout(element, place);
  const amount = readAmountElement(requiredAmount(element, place), place);
  const status = readStatus(element, place);
  const valueOn = readDay(element, 'ValDt', place);
  const bookedOn = readDay(element, 'BookgDt', place) ?? valueOn;
  if (status === 'booked' && bookedOn === null) {
    throw new UnreadableStatement(
      'day_missing',
      'The entry is booked and has no day. Ask the bank for the statement once more.',
      place,
    );
  }
  const batch = readBatch(element, parts, amount, direction);
  const only = batch.batch === 'none' ? parts[0] : undefined;
  const details = only ?? { ...readDetails(undefined, place), counterparty: { name: null, iban: null } };
  const { counterparty, references, text, endToEndId, returnReason } = details;
  const ownText = textAt(element, 'AddtlNtryInf') ?? '';
  const bankText =
    ownText === '' || details.bankText === ''
      ? ownText + details.bankText
      : `${ownText}\n${details.bankText}`;
  const charges = readCharges(element, place);
  return {
    number,
    line: element.line,
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
    bankText,
    endToEndId,
    bankReference: realReference(textAt(element, 'AcctSvcrRef')) ?? only?.bankReference ?? null,
    transactionCode: readCode(element),
    returnReason,
    instructed: details.instructed ?? readInstructed(element, place),
    charges: details.charges.length > 0 ? details.charges : charges,
    batch: batch.batch,
    parts: batch.parts,
  };
}

/** What the details of an entry need to know of it, and which stands before them. */
export function readAbout(element: Element, place: Place): Pick<StatementEntry, 'direction' | 'isReversal'> {
  const direction = readDirection(element, place);
  if (direction === null) {
    throw new UnreadableStatement(
      'direction_unreadable',
      'It does not say whether money came or went. Ask the bank for the statement once more.',
      place,
    );
  }
  return { direction, isReversal: readFlag(textAt(element, 'RvslInd')) };
}

function requiredAmount(element: Element, place: Place): Element {
  const amount = child(element, 'Amt');
  if (amount !== undefined) return amount;
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

/** A text until version .07, a code within the element since. */
function readStatus(element: Element, place: Place): EntryStatus {
  const told =
    textAt(element, 'Sts', 'Cd') ?? textAt(element, 'Sts', 'Prtry') ?? textAt(element, 'Sts') ?? '';
  const status = statuses[told];
  if (status !== undefined) return status;
  throw new UnreadableStatement(
    'status_unreadable',
    `The status “${told}” does not say whether the money is there (BOOK, PDNG, INFO). Ask the bank for the statement once more.`,
    place,
  );
}

function readDay(element: Element, name: string, place: Place): Day | null {
  const text = textAt(element, name, 'Dt') ?? textAt(element, name, 'DtTm');
  if (text === null) return null;
  const day = readIsoDay(text);
  if (day !== undefined) return day;
  throw new UnreadableStatement(
    'day_unreadable',
    `“${text}” is no day. Ask the bank for the statement once more.`,
    place,
  );
}

function readCode(element: Element): string | null {
  const domain = child(element, 'BkTxCd', 'Domn');
  if (domain === undefined) return textAt(element, 'BkTxCd', 'Prtry', 'Cd');
  const codes = [textAt(domain, 'Cd'), textAt(domain, 'Fmly', 'Cd'), textAt(domain, 'Fmly', 'SubFmlyCd')];
  return codes.filter((code) => code !== null).join('/');
}
