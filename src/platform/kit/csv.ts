/** An amount is a decimal with a point, of digits only; it is written with the decimal sign of the format. */
export type CsvCell = string | number | boolean | null | { readonly amount: string };

export type CsvFormat = {
  readonly separator: ',' | ';';
  readonly decimalSign: '.' | ',';
};

export const plainCsv: CsvFormat = { separator: ',', decimalSign: '.' };

// Spreadsheets run what begins like this; plain numbers are harmless and stay as they are.
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;
/** What ends a cell somewhere: a spreadsheet that splits at these would begin a cell of its own after one. */
const separators = /[",;\t|\r\n]/;
/** The same, before what would then be run as a formula; spaces and quotes between are looked past by some. */
const formulaInside = /([,;\t|\r\n][ "']*)(?=[=+\-@＝＋－＠])/g;
const plainNumber = /^-?\d+(?:\.\d+)?$/;

/**
 * One line of CSV (RFC 4180, with the separator of the format) and its CRLF. Text that a spreadsheet would run as a
 * formula gets an apostrophe; also where one that takes another separator, and knows no quotes, would see a cell begin.
 */
export function csvRow(cells: readonly CsvCell[], { separator, decimalSign }: CsvFormat = plainCsv): string {
  return `${cells.map((cell) => csvCell(cell, decimalSign)).join(separator)}\r\n`;
}

function csvCell(value: CsvCell, decimalSign: CsvFormat['decimalSign']): string {
  if (value === null) return '';
  if (typeof value === 'object') return quoted(value.amount.replace('.', decimalSign));
  if (typeof value !== 'string') return String(value);
  const inside = value.replace(formulaInside, "$1'");
  return quoted(formulaStart.test(value) && !plainNumber.test(value) ? `'${inside}` : inside);
}

function quoted(text: string): string {
  return separators.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
