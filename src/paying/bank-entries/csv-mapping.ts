import type { Table } from '#paying/statements/csv/describe-table.ts';
import { type ColumnKind, columnKinds } from '#paying/statements/csv/header-words.ts';
import type { CsvColumns, CsvMapping } from '#paying/statements/csv/mapping.ts';
import {
  type CsvMappingInput,
  type CsvTableAnswer,
  csvMappingSchema,
} from '#platform/contract/bank-entries.ts';
import { problem } from '#platform/contract/errors.ts';
import { compileValidator } from '#platform/http/validation.ts';
import { Problem } from '#platform/kit/problem.ts';

/** What a mapping says but for the line of names that it is for. */
export type StoredMapping = Omit<CsvMapping, 'header'>;

const kinds = {
  valueDay: 'value_day',
  endToEndId: 'end_to_end_id',
  bankReference: 'bank_reference',
} as const;

const writtenKind = (kind: ColumnKind) => (kind in kinds ? kinds[kind as keyof typeof kinds] : kind);

/** What a table looks like, for a merchant to say what its columns are; rows that name no account are of `ownAccount`. */
export function showTable(table: Table, ownAccount: string | null): CsvTableAnswer {
  const { columns, ...suggested } = table.suggestion;
  const places = columnKinds.map((kind) => {
    const at = columns.indexOf(kind);
    return [writtenKind(kind), at < 0 ? null : at];
  });
  const account = suggested.account ?? ownAccount;
  return {
    separator: table.separator,
    line: table.line,
    has_names: table.hasNames,
    names: [...table.names],
    rows: table.rows.map((row) => [...row]),
    suggestion: {
      has_names: table.hasNames,
      separator: table.separator,
      decimal_sign: suggested.decimalSign,
      day_order: suggested.dayOrder,
      // An account that is connected is one in EUR.
      currency: suggested.currency ?? (account !== null && account === ownAccount ? 'EUR' : null),
      account,
      columns: {
        ...Object.fromEntries(places),
        text: columns.flatMap((kind, at) => (kind === 'text' ? [at] : [])),
      } as CsvTableAnswer['suggestion']['columns'],
      credit_words: [...suggested.creditWords],
      debit_words: [...suggested.debitWords],
      booked_words: [...suggested.bookedWords],
    },
  };
}

const validate = compileValidator(csvMappingSchema, 'body');

/**
 * Reads the mapping of a request.
 *
 * @throws 400 naming `mapping`, with all that is wrong with it
 */
export function readMapping(text: string): StoredMapping {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(['The mapping is no JSON.']);
  }
  const missing = whatIsMissing(value);
  try {
    const input = validate(value).value as CsvMappingInput;
    if (missing.length > 0) throw invalid(missing);
    return fromInput(input);
  } catch (error) {
    if (!(error instanceof Problem) || error.errors.every(({ field }) => field === 'mapping')) throw error;
    throw invalid([...error.errors.map(({ message }) => message), ...missing]);
  }
}

/** All of it at once, so that nobody learns of one thing after another. */
function invalid(sentences: readonly string[]) {
  return problem('invalid_value', {
    detail: sentences.join(' '),
    errors: sentences.map((message) => ({ field: 'mapping', code: 'invalid_value', message })),
  });
}

/** What one part of a mapping asks of another. */
function whatIsMissing(value: unknown): string[] {
  const { columns: all, ...said } = (value ?? {}) as Partial<CsvMappingInput>;
  const columns = (all ?? {}) as Partial<CsvMappingInput['columns']>;
  const has = (name: keyof typeof columns) => (columns[name] ?? null) !== null;
  const hasWords = (name: 'credit_words' | 'debit_words' | 'booked_words') => (said[name] ?? []).length > 0;
  return [
    has('amount') || (has('credit') && has('debit'))
      ? ''
      : 'Say which column is the amount, or which two are credit and debit.',
    has('direction') && !(hasWords('credit_words') && hasWords('debit_words'))
      ? 'Say in credit_words and debit_words which words of the column direction mean that money came or went.'
      : '',
    has('status') && !hasWords('booked_words')
      ? 'Say in booked_words which words of the column status mean that a row is booked.'
      : '',
  ].filter((sentence) => sentence !== '');
}

function fromInput(input: CsvMappingInput): StoredMapping {
  const { columns } = input;
  const places: Record<string, number> = {};
  for (const [name, place] of Object.entries(columns)) {
    if (typeof place !== 'number') continue;
    const own = Object.entries(kinds).find(([, written]) => written === name)?.[0] ?? name;
    places[own] = place;
  }
  return {
    separator: input.separator,
    decimalSign: input.decimal_sign,
    dayOrder: input.day_order,
    currency: input.currency,
    account: input.account,
    columns: { ...places, day: columns.day, text: columns.text } as CsvColumns,
    ...(typeof input.has_names === 'boolean' ? { hasNames: input.has_names } : {}),
    ...(input.credit_words ? { creditWords: input.credit_words } : {}),
    ...(input.debit_words ? { debitWords: input.debit_words } : {}),
    ...(input.booked_words ? { bookedWords: input.booked_words } : {}),
  };
}
