import type { CsvMappingInput, CsvTableAnswer } from '../../../../src/platform/contract/bank-entries.ts';

/** What a column of a statement may be, in the order of the list. */
export const columnKinds = [
  { value: '', label: 'Not used' },
  { value: 'day', label: 'Day of booking' },
  { value: 'value_day', label: 'Value date' },
  { value: 'amount', label: 'Amount' },
  { value: 'credit', label: 'Amount that came' },
  { value: 'debit', label: 'Amount that went' },
  { value: 'direction', label: 'Came or went' },
  { value: 'currency', label: 'Currency' },
  { value: 'account', label: 'Your account' },
  { value: 'name', label: 'Name of the other side' },
  { value: 'iban', label: 'IBAN of the other side' },
  { value: 'text', label: 'Text' },
  { value: 'reference', label: 'Reference' },
  { value: 'end_to_end_id', label: 'End-to-end id' },
  { value: 'bank_reference', label: 'Bank reference' },
  { value: 'status', label: 'Booked or not' },
] as const;

export type ColumnKind = (typeof columnKinds)[number]['value'];

export type MappingDraft = {
  /** Whether a line of the table names its columns. */
  readonly hasNames: boolean;
  /** One for each column of the table. */
  readonly kinds: readonly ColumnKind[];
  readonly decimalSign: string;
  readonly dayOrder: string;
  readonly currency: string;
  readonly account: string;
  readonly creditWords: string;
  readonly debitWords: string;
  readonly bookedWords: string;
};

/** What the server takes the columns for, for somebody to confirm. */
export function beginDraft({ names, suggestion }: CsvTableAnswer, account: string): MappingDraft {
  const { text, ...places } = suggestion.columns;
  const kinds = names.map((_, index) => {
    const kind = columnKinds.find(
      ({ value }) => value in places && places[value as keyof typeof places] === index,
    );
    return text.includes(index) ? 'text' : (kind?.value ?? '');
  });
  return {
    hasNames: suggestion.has_names,
    kinds,
    decimalSign: suggestion.decimal_sign ?? '',
    dayOrder: suggestion.day_order ?? '',
    currency: suggestion.currency ?? 'EUR',
    account: suggestion.account ?? account,
    creditWords: suggestion.credit_words.join(', '),
    debitWords: suggestion.debit_words.join(', '),
    bookedWords: suggestion.booked_words.join(', '),
  };
}

/** What keeps the draft from being used, the first of it. */
export function faultOf(draft: MappingDraft): string | undefined {
  const { kinds } = draft;
  const twice = columnKinds.find(
    ({ value }) => value !== '' && value !== 'text' && kinds.filter((kind) => kind === value).length > 1,
  );
  if (twice) return `Two columns are “${twice.label}”. Leave one.`;
  if (!kinds.includes('day')) return 'Say which column is the day of booking.';
  const hasBoth = kinds.includes('credit') && kinds.includes('debit');
  if (!kinds.includes('amount') && !hasBoth) {
    return 'Say which column is the amount, or which two are what came and what went.';
  }
  if (draft.decimalSign === '') return 'Say how cents are written.';
  if (draft.dayOrder === '') return 'Say how days are written.';
  if (!/^[A-Z]{3}$/.test(draft.currency)) return 'Enter a currency of three letters, such as EUR.';
  if (draft.account.trim() === '') return 'Enter the IBAN of the account.';
  if (kinds.includes('direction') && !(draft.creditWords.trim() && draft.debitWords.trim())) {
    return 'Say which words mean that money came, and which that it went.';
  }
  return kinds.includes('status') && draft.bookedWords.trim() === ''
    ? 'Say which words mean that it is booked.'
    : undefined;
}

/** The draft as the API takes it; only one without a fault is. */
export function mappingOf(
  { separator }: Pick<CsvTableAnswer, 'separator'>,
  draft: MappingDraft,
): CsvMappingInput {
  const { kinds } = draft;
  const placeOf = (kind: ColumnKind) => (kinds.includes(kind) ? { [kind]: kinds.indexOf(kind) } : {});
  const single = columnKinds.flatMap(({ value }) => (value === '' || value === 'text' ? [] : [value]));
  const text = kinds.flatMap((kind, index) => (kind === 'text' ? [index] : []));
  return {
    has_names: draft.hasNames,
    separator: separator as CsvMappingInput['separator'],
    decimal_sign: draft.decimalSign as CsvMappingInput['decimal_sign'],
    day_order: draft.dayOrder as CsvMappingInput['day_order'],
    currency: draft.currency,
    account: draft.account.replace(/\s/g, ''),
    columns: {
      ...(Object.assign({}, ...single.map(placeOf)) as CsvMappingInput['columns']),
      text,
    },
    ...(kinds.includes('direction')
      ? { credit_words: wordsOf(draft.creditWords), debit_words: wordsOf(draft.debitWords) }
      : {}),
    ...(kinds.includes('status') ? { booked_words: wordsOf(draft.bookedWords) } : {}),
  };
}

function wordsOf(typed: string): string[] {
  return typed
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}
