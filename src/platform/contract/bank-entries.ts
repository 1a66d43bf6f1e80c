import { type Static, Type } from 'typebox';
import {
  amountSchema,
  currencySchema,
  instantSchema,
  listOf,
  listQuery,
  modeSchema,
  nullable,
  oneOf,
  strictObject,
  text,
} from './common.ts';

const daySchema = Type.String({ format: 'date', description: 'YYYY-MM-DD' });
const optionalMode = Type.Optional(
  oneOf(['sandbox', 'live'], {
    description: 'From the dashboard, sandbox when absent; an API key has a mode of its own',
  }),
);

/** What the bytes of a text may be; asked for only where the file does not prove it. */
export const statementEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'] as const;
export const statementKinds = ['camt.052', 'camt.053', 'camt.054', 'mt940', 'csv'] as const;

/** Something about a file or one of its documents that somebody has to know. */
export const statementProblemSchema = Type.Object({
  code: Type.String({ description: 'Stable snake_case' }),
  detail: Type.String({ description: 'What is wrong, and the way out' }),
  file: Type.String({ description: 'The file, or the document of a ZIP' }),
  line: nullable(Type.Integer()),
});

export const bankStatementSchema = Type.Object({
  id: Type.String({ description: 'bst_…' }),
  mode: modeSchema,
  file_name: Type.String(),
  file_bytes: Type.Integer(),
  kinds: Type.Array(oneOf(statementKinds), { description: 'Of the documents in it, each once' }),
  accounts: Type.Array(Type.String(), { description: 'IBANs, or what the bank calls the accounts' }),
  entries: Type.Integer({ description: 'All of the following together' }),
  matched: Type.Integer({ description: 'Belong to a payment or a refund' }),
  unmatched: Type.Integer({ description: 'Wait for somebody to say what they are' }),
  duplicates: Type.Integer({ description: 'Were counted before, and not once more' }),
  ignored: Type.Integer({ description: 'Nothing of ours, such as payments of your own' }),
  on_its_way: Type.Integer({ description: 'Not booked yet, so no money yet' }),
  problems: Type.Array(statementProblemSchema),
  created_at: instantSchema,
});
export type BankStatementAnswer = Static<typeof bankStatementSchema>;
export const bankStatementListSchema = listOf(bankStatementSchema);

const column = (description?: string) =>
  Type.Optional(
    nullable(Type.Integer({ minimum: 0, maximum: 199, ...(description ? { description } : {}) })),
  );
const wordsFor = (description: string) =>
  Type.Optional(nullable(Type.Array(text(1, 60), { maxItems: 20, description })));

/** What the columns of a table mean, by their place from 0. */
export const csvMappingSchema = strictObject({
  has_names: Type.Optional(
    nullable(
      Type.Boolean({ description: 'Whether a line names the columns; as the table looks when absent' }),
    ),
  ),
  separator: oneOf([';', ',', '\t', '|']),
  decimal_sign: oneOf([',', '.']),
  day_order: oneOf(['ymd', 'dmy', 'mdy']),
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'For rows that name none' }),
  account: text(1, 60, 'For rows that name none: the IBAN, or what the bank calls the account'),
  columns: strictObject({
    day: Type.Integer({ minimum: 0, maximum: 199, description: 'Of booking' }),
    value_day: column(),
    amount: column('Negative for what went, unless direction tells; or else both of credit and debit'),
    credit: column(),
    debit: column(),
    direction: column(),
    currency: column(),
    account: column(),
    name: column('Of who paid or was paid'),
    iban: column('Of who paid or was paid'),
    text: Type.Array(Type.Integer({ minimum: 0, maximum: 199 }), {
      maxItems: 20,
      description: 'Joined line by line',
    }),
    reference: column(),
    end_to_end_id: column(),
    bank_reference: column(),
    status: column('Whether a row is booked; required where rows of the file say that they are not'),
  }),
  credit_words: wordsFor('Of direction, for money that came; required with it'),
  debit_words: wordsFor('Of direction, for money that went; required with it'),
  booked_words: wordsFor('Of status, for rows that are booked; required with it. Others are on their way'),
});
export type CsvMappingInput = Static<typeof csvMappingSchema>;

export const bankStatementImportQuerySchema = strictObject({
  mode: optionalMode,
  file_name: Type.Optional(text(1, 200, 'Of a raw body; a multipart part names its own')),
  encoding: Type.Optional(oneOf(statementEncodings, { description: 'Where the file does not prove it' })),
  mapping: Type.Optional(
    Type.String({
      maxLength: 4_000,
      contentMediaType: 'application/json',
      contentSchema: csvMappingSchema,
      description:
        'What the columns of a CSV file are, as JSON of the shape that contentSchema gives: separator, decimal_sign, day_order, currency, account and columns, by their places from 0; for example columns: { "day": 0, "amount": 1, "name": 2, "text": [3], "status": 4 } with booked_words: ["Gebucht"]. suggestion in table of a mapping_needed answer is such a mapping. Remembered for files with the same columns',
    }),
  ),
});
export type BankStatementImportQuery = Static<typeof bankStatementImportQuerySchema>;

const place = (description?: string) => nullable(Type.Integer(description ? { description } : {}));

/**
 * Beside a `mapping_needed` problem, as its member `table`: what the file looks like and what its columns seem to be, for somebody to
 * confirm. `suggestion` is a mapping, to be sent back as it is once its nulls are filled in.
 */
export const csvTableSchema = Type.Object({
  separator: Type.String(),
  line: Type.Integer({ description: 'Where the line of names stands, or the first row where there is none' }),
  has_names: Type.Boolean({ description: 'Whether a line names the columns' }),
  names: Type.Array(Type.String(), { description: 'One for each column, empty where it has none' }),
  rows: Type.Array(Type.Array(Type.String()), { description: 'The first rows below it' }),
  suggestion: Type.Object(
    {
      has_names: Type.Boolean(),
      separator: oneOf([';', ',', '\t', '|']),
      decimal_sign: nullable(oneOf([',', '.'])),
      day_order: nullable(oneOf(['ymd', 'dmy', 'mdy'])),
      currency: nullable(Type.String()),
      account: nullable(Type.String()),
      columns: Type.Object({
        day: place(),
        value_day: place(),
        amount: place(),
        credit: place(),
        debit: place(),
        direction: place(),
        currency: place(),
        account: place(),
        name: place(),
        iban: place(),
        text: Type.Array(Type.Integer()),
        reference: place(),
        end_to_end_id: place(),
        bank_reference: place(),
        status: place(),
      }),
      credit_words: Type.Array(Type.String()),
      debit_words: Type.Array(Type.String()),
      booked_words: Type.Array(Type.String()),
    },
    { description: 'A mapping; what the file does not prove is null' },
  ),
});
/** Beside `table`, as `reason`. */
export const mappingReasons = ['new_table', 'status_left_out', 'mapping_unfit'] as const;
export type MappingReason = (typeof mappingReasons)[number];
/** What the 422 of a statement may say beside what every problem does. */
export const statementProblemMembers = {
  table: Type.Unsafe({ ...csvTableSchema, description: 'With mapping_needed: what the file looks like' }),
  reason: oneOf(mappingReasons, {
    description:
      'With mapping_needed: new_table where nobody said what the columns are; status_left_out where a mapping leaves out a column that says which rows are not booked; mapping_unfit where the mapping that is remembered does not read this file',
  }),
  encodings: Type.Array(oneOf(statementEncodings), {
    description: 'With encoding_needed: which the file may be in',
  }),
  problems: Type.Array(statementProblemSchema, { description: 'With statement_unreadable: up to 20' }),
};
export type CsvTableAnswer = Static<typeof csvTableSchema>;

/** What was said of a file that does not tell it itself, and is remembered. */
export const statementMappingSchema = Type.Object({
  id: Type.String(),
  of: oneOf(['table', 'account'], {
    description: 'table: the columns of files with these names; account: the encoding of its files',
  }),
  names: Type.Array(Type.String(), {
    description:
      'Of the columns of a table as they stand in its line, or the account; empty where that was not kept',
  }),
  encoding: nullable(oneOf(statementEncodings)),
  updated_at: instantSchema,
});
export type StatementMappingAnswer = Static<typeof statementMappingSchema>;
export const statementMappingListSchema = Type.Object({ results: Type.Array(statementMappingSchema) });
export const statementMappingParamsSchema = strictObject({ id: Type.String() });

export const bankStatementListQuerySchema = strictObject({ ...listQuery, mode: optionalMode });
export type BankStatementListQuery = Static<typeof bankStatementListQuerySchema>;

export const sampleStatementQuerySchema = strictObject({
  transaction_id: Type.Optional(text(1, 64, 'Pays this one alone; absent: all that wait for money')),
});
export type SampleStatementQuery = Static<typeof sampleStatementQuerySchema>;

export const bankEntryStatuses = ['matched', 'unmatched', 'ignored', 'on_its_way'] as const;
/** An amount in the entry's own currency, with as many decimals as that has. */
const entryAmountSchema = Type.String({ pattern: '^-?\\d+(\\.\\d+)?$' });
const reasonSchema = Type.Object({ code: Type.String(), detail: Type.String() });

export const bankEntrySchema = Type.Object({
  id: Type.String({ description: 'ben_…' }),
  mode: modeSchema,
  status: oneOf(bankEntryStatuses),
  direction: oneOf(['credit', 'debit']),
  is_reversal: Type.Boolean({ description: 'Money that goes back the way it came' }),
  amount: entryAmountSchema,
  currency: Type.String({ description: 'ISO 4217' }),
  account: Type.String(),
  booked_on: nullable(daySchema),
  value_on: nullable(daySchema),
  counterparty: Type.Object({ name: nullable(Type.String()), iban: nullable(Type.String()) }),
  text: Type.String({ description: 'What the payer wrote, and structured references' }),
  end_to_end_id: nullable(Type.String()),
  bank_reference: nullable(Type.String()),
  statement: Type.Object({
    id: Type.String(),
    file_name: Type.String(),
    kind: oneOf(statementKinds),
    number: nullable(Type.Integer({ description: 'Which entry of it, from 1' })),
  }),
  reasons: Type.Array(reasonSchema, { description: 'Why it is what it is' }),
  suggestions: Type.Array(
    Type.Object({
      transaction_id: Type.String(),
      reference: Type.String(),
      payer_email: nullable(Type.String()),
      amount: amountSchema,
      missing_amount: amountSchema,
      currency: currencySchema,
      because: Type.Array(reasonSchema),
    }),
    { description: 'Payments that an unmatched entry may be for, the likeliest first' },
  ),
  matches: Type.Array(
    Type.Object({
      transaction_id: Type.String(),
      reference: nullable(Type.String()),
      amount: entryAmountSchema,
      by: Type.String({ description: 'reference, or the id of the person who said so' }),
      matched_at: instantSchema,
      undoable: Type.Boolean(),
    }),
  ),
  refund_id: nullable(Type.String({ description: 'Whose transfer it is, or whose transfer came back' })),
  decided_by: nullable(Type.String({ description: 'Who matched or ignored it by hand' })),
  updated_at: instantSchema,
});
export type BankEntryAnswer = Static<typeof bankEntrySchema>;
export const bankEntryListSchema = listOf(bankEntrySchema);

export const bankEntryListQuerySchema = strictObject({
  ...listQuery,
  mode: optionalMode,
  status: Type.Optional(oneOf(bankEntryStatuses)),
  statement: Type.Optional(text(1, 64, 'Id of a statement')),
});
export type BankEntryListQuery = Static<typeof bankEntryListQuerySchema>;
export const bankEntryParamsSchema = strictObject({ id: Type.String() });
export const bankEntryMatchSchema = strictObject({ transaction_id: text(1, 64) });

export const bankRefundStatuses = ['pending', 'exported', 'sent', 'returned', 'withdrawn'] as const;
export type BankRefundStatus = (typeof bankRefundStatuses)[number];
export const bankRefundLeftOut = [
  'outside_sepa',
  'currency',
  'amount',
  'name',
  'account',
  'id',
  'taken_back',
] as const;

/** A refund that the merchant sends by a transfer of their own. */
export const bankRefundSchema = Type.Object({
  refund_id: Type.String({ description: 'RF…, also the end-to-end id of the transfer' }),
  transaction_id: Type.String(),
  amount: amountSchema,
  currency: currencySchema,
  name: nullable(Type.String({ description: 'Of who paid, as their bank writes it' })),
  iban: nullable(Type.String()),
  status: oneOf(bankRefundStatuses),
  exported_at: nullable(instantSchema),
  left_out: nullable(
    Type.Object({
      code: oneOf(bankRefundLeftOut),
      detail: Type.String({ description: 'Why no file can hold it, and the way out' }),
    }),
  ),
  created_at: instantSchema,
});
export type BankRefundAnswer = Static<typeof bankRefundSchema>;
export const bankRefundListSchema = listOf(bankRefundSchema);
export const bankRefundListQuerySchema = strictObject({
  ...listQuery,
  mode: optionalMode,
  status: Type.Optional(oneOf(bankRefundStatuses)),
});
export type BankRefundListQuery = Static<typeof bankRefundListQuerySchema>;
export const bankRefundFileQuerySchema = strictObject({
  mode: optionalMode,
  again: Type.Optional(
    Type.Boolean({ description: 'true: also those that are in a file already and not sent yet' }),
  ),
});
export type BankRefundFileQuery = Static<typeof bankRefundFileQuerySchema>;
