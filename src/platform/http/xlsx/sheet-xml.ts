import { wallClock } from '#platform/kit/days.ts';
import { formatAmount } from '#platform/kit/money.ts';
import type { Column } from '#platform/kit/table.ts';

/** Places in the list of styles of a workbook. */
export const styles = { text: 1, amount: 2, time: 3, heading: 4 } as const;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const widths = { amount: 14, time: 20 };

/** All of a sheet before its rows, with the first of them: the names of the columns, which stay in sight. */
export function sheetStart<Row>(columns: readonly Column<Row>[]): string {
  const cols = columns.map((column, index) => {
    const width = column.kind === 'text' ? column.width : widths[column.kind];
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styles[column.kind]}" customWidth="1"/>`;
  });
  const names = columns.map(({ name }, index) => textCell(`${lettersOf(index)}1`, name, styles.heading));
  return (
    `${declaration}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${cols.join('')}</cols><sheetData><row r="1">${names.join('')}</row>`
  );
}

/** Without the hint in each cell that a number is written as text, which is meant. */
export const sheetEnd =
  '</sheetData><ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors></worksheet>';

/**
 * Writes a row with its number, from 1 on: amounts as numbers, times as dates and clocks of the zone, to the second, all
 * else as text. Each cell tells its place: it need not, but some readers take it for granted.
 */
export function rowWriter<Row>(
  columns: readonly Column<Row>[],
  timeZone: string,
): (row: Row, number: number) => string {
  const localMs = wallClock(timeZone);
  const cells = columns.map((column, index) => {
    const letters = lettersOf(index);
    if (column.kind === 'amount')
      return (row: Row, number: number) =>
        `<c r="${letters}${number}" s="${styles.amount}"><v>${formatAmount(column.of(row))}</v></c>`;
    if (column.kind === 'time')
      return (row: Row, number: number) => {
        const time = column.of(row);
        return time
          ? `<c r="${letters}${number}" s="${styles.time}"><v>${serialOf(localMs(time))}</v></c>`
          : '';
      };
    return (row: Row, number: number) => {
      const text = column.of(row);
      return text ? textCell(letters + number, text, styles.text) : '';
    };
  });
  return (row, number) => {
    let text = `<row r="${number}">`;
    for (const cell of cells) text += cell(row, number);
    return `${text}</row>`;
  };
}

/** A, B, …, Z, AA, AB, … */
function lettersOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : lettersOf(Math.floor(index / 26) - 1) + last;
}

const secondsOfDay = 86_400;
/** The day that spreadsheets number 25569 is the first of 1970. */
const firstDay = 25_569;

/** Days since the end of 1899. Fractions of a second are cut off: shown rounded, some would be on the next day. */
function serialOf(localMs: number): number {
  return firstDay + Math.floor(localMs / 1000) / secondsOfDay;
}

/** Longer text makes spreadsheets call the file damaged; counted in UTF-16. */
const longestText = 32_767;

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeText(cut(text))}</t></is></c>`;
}

function cut(text: string): string {
  if (text.length <= longestText) return text;
  const kept = text.slice(0, longestText - 1);
  // No half of a pair is left over.
  return `${kept.replace(/[\ud800-\udbff]$/, '')}…`;
}

/** What XML cannot hold, or would change, and what reads like its spelling: `_x0007_` (ECMA-376, 22.9.2.19). */
const spelled = /(?![\t\n])[\p{Cc}\ufffe\uffff]|_(?=x[\da-f]{4}_)/giu;
const marked = /[&<>]/g;
const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const special = /[&<>_\ufffe\uffff]|(?![\t\n])\p{Cc}/u;

function escapeText(text: string): string {
  if (!special.test(text)) return text;
  return text
    .replace(spelled, (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(marked, (found) => marks[found] as string);
}
