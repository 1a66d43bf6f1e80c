import { formatPercent, showMoney } from '#platform/text/format.ts';
import type { ReceiptLine } from '../receipt.ts';
import { ink } from './ink.ts';
import type { Press } from './print.ts';
import { type Part, paper } from './sheet.ts';

type Column = {
  readonly heading: string;
  readonly width: number;
  readonly valueOf: (line: ReceiptLine) => string;
};

const rowPadding = 7;
const columnGap = 12;

/** The table of what was bought, over as many pages as it needs; each begins with the headings. */
export async function writeItems(press: Press, top: number, breathe: () => Promise<void>): Promise<number> {
  const { sheet } = press;
  const table = sheet.part('Table');
  const columns = columnsOf(press);
  let y = writeHeadings(press, columns, top, table);
  for (const [index, line] of press.print.document.lines.entries()) {
    const height = sheet.heightOf(line.name, itemWidth(columns)) + 2 * rowPadding;
    if (y + height > paper.bottom) {
      sheet.document.addPage();
      y = writeHeadings(press, columns, paper.top);
    }
    writeRow(press, columns, line, y, sheet.part('TR', table));
    y += height;
    sheet.rule(y);
    if (index % 10 === 9) await breathe();
  }
  return y + 18;
}

function columnsOf({ text, print: { document } }: Press): Column[] {
  const { currency, pricing_mode: pricingMode, taxes } = document;
  const { locale } = text;
  const money = (amount: string) => showMoney(amount, currency, locale);
  const isTaxed = taxes.some(({ tax_rate: rate }) => Number(rate) > 0);
  const tax = {
    heading: text('receipt.tax'),
    width: 46,
    valueOf: ({ tax_rate }: ReceiptLine) => formatPercent(tax_rate, locale),
  };
  return [
    { heading: text('receipt.quantity'), width: 34, valueOf: ({ quantity }) => String(quantity) },
    { heading: text('receipt.unit'), width: 78, valueOf: ({ unit_price }) => money(unit_price) },
    ...(isTaxed ? [tax] : []),
    {
      heading: text('receipt.lineTotal'),
      width: 82,
      valueOf: (line) => money(pricingMode === 'TAX_INCLUSIVE' ? line.total : line.subtotal),
    },
  ];
}

/** What the columns of figures leave for the name. */
function itemWidth(columns: readonly Column[]): number {
  return paper.inner - columns.reduce((sum, { width }) => sum + width + columnGap, 0);
}

/** The headings are part of the table once; on further pages they only repeat. */
function writeHeadings({ sheet, text }: Press, columns: readonly Column[], y: number, table?: Part): number {
  const style = { size: 8, colour: ink.hint } as const;
  const row = table && sheet.part('TR', table);
  const cells = [{ heading: text('receipt.item'), width: itemWidth(columns) }, ...columns];
  let x: number = paper.left;
  cells.forEach(({ heading, width }, index) => {
    const cell = { ...style, align: index === 0 ? ('left' as const) : ('right' as const) };
    if (row) sheet.write(heading, { x, y, width }, cell, { type: 'TH', parent: row });
    else sheet.note(heading, { x, y, width }, cell);
    x += width + columnGap;
  });
  const end = y + 18;
  sheet.rule(end, { colour: ink.strongLine });
  return end;
}

function writeRow(
  { sheet }: Press,
  columns: readonly Column[],
  line: ReceiptLine,
  top: number,
  row: Part,
): void {
  const y = top + rowPadding;
  const width = itemWidth(columns);
  sheet.write(line.name, { x: paper.left, y, width }, {}, { type: 'TD', parent: row });
  let x = paper.left + width + columnGap;
  for (const column of columns) {
    const box = { x, y, width: column.width };
    sheet.write(column.valueOf(line), box, { align: 'right' }, { type: 'TD', parent: row });
    x += column.width + columnGap;
  }
}
