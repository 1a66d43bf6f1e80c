import { limits } from '../limits.ts';
import type { Balance, Statement, StatementEntry, StatementPart } from '../statement.ts';
import { type Place, UnreadableStatement } from '../unreadable.ts';
import { readBalanceField } from './balance-field.ts';
import { type Details, noDetails } from './details.ts';
import { readDetailsField } from './details-field.ts';
import type { Field } from './fields.ts';
import { withMore } from './more-details.ts';
import { type Movement, readMovement } from './movement-field.ts';
import { readAccountField } from './mt940-account.ts';

type Open = { readonly movement: Movement; readonly line: number; details: Details };

/** One message, field by field: gives the parts that are complete. */
export function createMt940Statement(number: number, entriesBefore: number) {
  let id: string | null = null;
  let page: string | null = null;
  let account: string | undefined;
  let opening: Balance | undefined;
  let closing: Balance | undefined;
  let statement: Statement | undefined;
  let open: Open | undefined;
  let entries = 0;
  let isInterim = false;
  const missing = (code: string, message: string, place: Place) =>
    new UnreadableStatement(code, message, place);

  /** The head, with the first movement or with the closing balance. */
  function* head(place: Place): Generator<StatementPart> {
    if (statement !== undefined) return;
    if (isInterim && opening === undefined)
      throw missing(
        'interim_report',
        'This is an interim report (MT942), which tells of money that may not be booked yet. Only booked statements count: hand in MT940 or camt.053.',
        place,
      );
    if (account === undefined)
      throw missing(
        'account_missing',
        'The statement does not say of which account it is (field 25).',
        place,
      );
    if (opening === undefined)
      throw missing('balance_missing', 'The statement does not say what it opens with (field 60F).', place);
    const { currency } = opening;
    const known = readAccountField(account, currency);
    statement = { kind: 'mt940', number, id, page, account: known, currency };
    yield { part: 'statement', statement };
  }

  function* finishEntry(): Generator<StatementPart> {
    if (open === undefined || statement === undefined) return;
    const entry = entryOf(open, entries, statement.currency ?? '');
    open = undefined;
    yield { part: 'entry', statement, entry };
  }

  return {
    entries: () => entries,
    *take({ tag, line, lines }: Field): Generator<StatementPart> {
      const place = { statement: number, line };
      const text = lines.join('');
      // The least amount that is told, the moment of the report, and sums in place of balances.
      if (['34F', '13', '13D', '90C', '90D'].includes(tag)) isInterim = true;
      if (tag === '25' || tag === '25P') account ??= lines[0] ?? '';
      else if ((tag === '28C' || tag === '28') && /[1-9]/.test(text.split('/')[0] ?? '')) {
        // Banks that number nothing write zeros.
        const [own = '', ofPage = null] = text.trim().split('/');
        [id, page] = [own, ofPage];
      } else if (tag === '60F' || tag === '60M') opening ??= readBalanceField(tag, text, place);
      else if (tag === '61') {
        yield* head(place);
        yield* finishEntry();
        entries += 1;
        if (entriesBefore + entries > limits.entries)
          throw missing(
            'too_large',
            `There are more than ${limits.entries} entries. Hand in several files.`,
            place,
          );
        const movement = readMovement(lines, opening?.currency ?? '', { ...place, entry: entries });
        open = { movement, line, details: noDetails };
      } else if (tag === '86' && open) {
        const details = readDetailsField(lines);
        open.details = open.details === noDetails ? details : { ...open.details, bankText: text };
      } else if (tag === 'NS' && open) open.details = withMore(open.details, lines);
      else if (tag === '62F' || tag === '62M') {
        yield* head(place);
        yield* finishEntry();
        closing = readBalanceField(tag, text, place);
      }
    },
    *end(line: number): Generator<StatementPart> {
      yield* head({ statement: number, line });
      yield* finishEntry();
      if (statement === undefined || closing === undefined) {
        throw missing(
          'balance_missing',
          'The statement does not say what it closes with (field 62F), so it may have been cut. Fetch it from the bank once more.',
          { statement: number, line },
        );
      }
      yield { part: 'end', end: { statement, entries, opening: opening ?? null, closing } };
    },
  };
}

function entryOf({ movement, line, details }: Open, number: number, currency: string): StatementEntry {
  const { type, customerReference, iban, remark, ...told } = movement;
  const { counterparty, references, bankText, code, text, endToEndId, returnReason } = details;
  return {
    ...told,
    number,
    line,
    currency,
    counterparty: { name: counterparty.name, iban: counterparty.iban ?? iban },
    references: customerReference === null ? references : [...references, customerReference],
    text,
    bankText: [bankText, remark].filter((each) => each !== '').join('\n'),
    endToEndId,
    returnReason,
    transactionCode: code === null ? type : `${type}/${code}`,
    batch: 'none',
    parts: [],
  };
}
