import type { Table } from '#paying/statements/csv/describe-table.ts';
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

/** What a table looks like, for a merchant to say what its columns are. */
export function showTable(table: Table): CsvTableAnswer {
  const { columns, decimalSign, dayOrder } = table.suggestion;
  return {
    separator: table.separator,
    line: table.line,
    names: [...table.names],
    rows: table.rows.map((row) => [...row]),
    suggestion: {
      columns: columns.map((kind) => kind && (kind in kinds ? kinds[kind as keyof typeof kinds] : kind)),
      decimal_sign: decimalSign,
      day_order: dayOrder,
    },
  };
}

const validate = compileValidator(csvMappingSchema, 'body');

/**
 * Reads the mapping of a request.
 *
 * @throws 400 naming `mapping`
 */
export function readMapping(text: string): StoredMapping {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('The mapping is no JSON.');
  }
  try {
    return fromInput(validate(value).value as CsvMappingInput);
  } catch (error) {
    throw error instanceof Problem ? invalid(error.detail) : error;
  }
}

function invalid(detail: string) {
  return problem('invalid_value', { detail, field: 'mapping' });
}

function fromInput(input: CsvMappingInput): StoredMapping {
  const { columns } = input;
  if (
    (columns.amount ?? null) === null &&
    ((columns.credit ?? null) === null || (columns.debit ?? null) === null)
  )
    throw invalid('Say which column is the amount, or which two are credit and debit.');
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
    ...(input.credit_words ? { creditWords: input.credit_words } : {}),
    ...(input.debit_words ? { debitWords: input.debit_words } : {}),
    ...(input.booked_words ? { bookedWords: input.booked_words } : {}),
  };
}
