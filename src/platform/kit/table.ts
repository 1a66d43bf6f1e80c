import { type CsvFormat, csvRow } from './csv.ts';
import { formatAmount } from './money.ts';
import { formatInstant } from './time.ts';

/** A column of an export: its name, which is stable, and what stands in it for a row; null leaves the cell empty. */
export type Column<Row> = { readonly name: string } & (
  | { readonly kind: 'text'; readonly width: number; readonly of: (row: Row) => string | null }
  /** In minor units. */
  | { readonly kind: 'amount'; readonly of: (row: Row) => bigint }
  | { readonly kind: 'time'; readonly of: (row: Row) => Date | null }
);

/** @param width in characters, for formats that have widths */
export function textColumn<Row>(name: string, width: number, of: (row: Row) => string | null): Column<Row> {
  return { name, kind: 'text', width, of };
}

export function amountColumn<Row>(name: string, of: (row: Row) => bigint): Column<Row> {
  return { name, kind: 'amount', of };
}

export function timeColumn<Row>(name: string, of: (row: Row) => Date | null): Column<Row> {
  return { name, kind: 'time', of };
}

/** One line of CSV a row: amounts as decimals, times as RFC 3339 in UTC. */
export function csvRowOf<Row>(columns: readonly Column<Row>[], row: Row, format: CsvFormat): string {
  return csvRow(
    columns.map((column) => {
      if (column.kind === 'text') return column.of(row);
      if (column.kind === 'amount') return { amount: formatAmount(column.of(row)) };
      const time = column.of(row);
      return time && formatInstant(time);
    }),
    format,
  );
}
