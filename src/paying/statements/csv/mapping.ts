/** Columns by their place, from 0. */
export type CsvColumns = {
  readonly day: number;
  readonly valueDay?: number;
  /** Negative for what went, unless `direction` tells; or else both of the two below. */
  readonly amount?: number;
  readonly credit?: number;
  readonly debit?: number;
  readonly direction?: number;
  readonly currency?: number;
  readonly account?: number;
  readonly name?: number;
  readonly iban?: number;
  /** Joined line by line. */
  readonly text: readonly number[];
  readonly reference?: number;
  readonly endToEndId?: number;
  readonly bankReference?: number;
  readonly status?: number;
};

export type DayOrder = 'ymd' | 'dmy' | 'mdy';
export type DecimalSign = ',' | '.';
export const separators = [';', ',', '\t', '|'] as const;
export type Separator = (typeof separators)[number];

/** What a merchant confirmed of tables with one line of names, and what is remembered for the next. */
export type CsvMapping = {
  /** What `headerKey` makes of the line, or `namelessKey` where there is none. */
  readonly header: string;
  /** Whether a line names the columns; where it is not said, one does. */
  readonly hasNames?: boolean;
  readonly separator: Separator;
  readonly decimalSign: DecimalSign;
  readonly dayOrder: DayOrder;
  /** For rows that name none. */
  readonly currency: string;
  /** For rows that name none: the IBAN, or what the bank calls the account. */
  readonly account: string;
  readonly columns: CsvColumns;
  /** What the column of directions says of money that came; everything else in it has to be in `debitWords`. */
  readonly creditWords?: readonly string[];
  readonly debitWords?: readonly string[];
  /** What the column of the status says of booked entries; everything else in it is pending. */
  readonly bookedWords?: readonly string[];
};

/** A line of names as it is known again: capitals and spaces around names count for nothing, their order does. */
export function headerKey(cells: readonly string[]): string {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  while (names.at(-1) === '') names.pop();
  return JSON.stringify(names);
}

/** What a table without a line of names is known again by: how many columns it has, and in which of them days stand. */
export function namelessKey(columns: number, days: readonly number[]): string {
  return JSON.stringify({ columns, days });
}
