import { buffer } from 'node:stream/consumers';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { amountColumn, textColumn, timeColumn } from '#platform/kit/table.ts';
import { writeWorkbook } from './write-workbook.ts';

type Row = { readonly text: string | null; readonly minor: bigint; readonly at: Date | null };

const columns = [
  textColumn<Row>('name', 12, ({ text }) => text),
  amountColumn<Row>('amount', ({ minor }) => minor),
  timeColumn<Row>('at', ({ at }) => at),
];

async function* inWindows(...windows: (readonly Row[])[]): AsyncGenerator<readonly Row[]> {
  yield* windows;
}

function row(text: string | null, more: Partial<Row> = {}): Row {
  return { text, minor: 0n, at: null, ...more };
}

type Options = { readonly timeZone?: string; readonly mostRows?: number };

async function sheetsOf(windows: AsyncGenerator<readonly Row[]>, options: Options = {}) {
  const book = writeWorkbook({ name: 'Rows', columns, timeZone: 'UTC', windows, ...options });
  return (await readXlsx(await buffer(book), { readStyles: true })).sheets;
}

describe('writeWorkbook', () => {
  it('gives every cell its type and its format, and keeps the names of the columns in sight', async () => {
    const at = new Date('2026-06-30T22:15:09Z');
    const [sheet] = await sheetsOf(inWindows([row('Maja', { minor: -123456n, at })]));
    expect(sheet).toMatchObject({
      name: 'Rows',
      freezePane: { rows: 1 },
      columns: [{ width: 12 }, { width: 14 }, { width: 20 }],
      rows: [
        ['name', 'amount', 'at'],
        ['Maja', -1234.56, at],
      ],
    });
    const cells = ['1,0', '1,1', '1,2'].map((place) => sheet?.cells?.get(place));
    expect(cells).toMatchObject([
      { type: 'string', style: { numFmt: '@' } },
      { type: 'number', style: { numFmt: '#,##0.00' } },
      { type: 'date', style: { numFmt: 'yyyy\\-mm\\-dd\\ hh:mm:ss' } },
    ]);
  });

  it('writes the largest and the smallest amount exactly', async () => {
    const amounts = [999_999_999n, 1n, 10n, 0n];
    const [sheet] = await sheetsOf(inWindows(amounts.map((minor) => row(null, { minor }))));
    expect(sheet?.rows.slice(1).map(([, amount]) => amount)).toEqual([9_999_999.99, 0.01, 0.1, 0]);
  });

  it.each([
    '=1+1',
    '+49 40 1',
    '0012',
    '2026-01-02',
    'TRUE',
    ' spaces ',
    'two\nlines\tand a tab',
    '<b>&amp;"\'</b>',
    'a\rb\u0007c\uffff',
    '_x0041_ _X000d_ _x41_',
    '張偉 🎉',
  ])('keeps %j as the same text', async (text) => {
    const [sheet] = await sheetsOf(inWindows([row(text)]));
    expect(sheet?.rows[1]?.[0]).toBe(text);
    expect(sheet?.cells?.get('1,0')?.type).toBe('string');
  });

  it('cuts text that a cell cannot hold, and leaves no half of a character', async () => {
    const [sheet] = await sheetsOf(
      inWindows([row('x'.repeat(32_767)), row('x'.repeat(32_768)), row(`x${'🎉'.repeat(20_000)}`)]),
    );
    expect(sheet?.rows.slice(1).map(([text]) => text)).toEqual([
      'x'.repeat(32_767),
      `${'x'.repeat(32_766)}…`,
      `x${'🎉'.repeat(16_382)}…`,
    ]);
  });

  it.each([
    ['Pacific/Auckland', '2026-12-31T11:30:00.999Z', '2027-01-01T00:30:00Z'],
    ['America/Los_Angeles', '2027-01-01T07:59:59.999Z', '2026-12-31T23:59:59Z'],
    ['Asia/Kathmandu', '2026-06-30T18:15:00Z', '2026-07-01T00:00:00Z'],
    // The hour that summer time ends with comes twice.
    ['Europe/Warsaw', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00Z'],
    ['Europe/Warsaw', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00Z'],
  ])(
    'shows times in the clocks of %s: %s as %s, never on the next day by rounding',
    async (timeZone, at, shown) => {
      const [sheet] = await sheetsOf(inWindows([row(null, { at: new Date(at) })]), { timeZone });
      expect(sheet?.rows[1]?.[2]).toEqual(new Date(shown));
    },
  );

  it('goes on in a further sheet, with the names again, where one is full, and only there', async () => {
    const windows = () => inWindows([], [row('a'), row('b'), row('c')], [], [row('d')]);
    const texts = async (mostRows: number) =>
      (await sheetsOf(windows(), { mostRows })).map(({ name, rows }) => [name, rows.map(([text]) => text)]);
    expect(await texts(4)).toEqual([
      ['Rows', ['name', 'a', 'b', 'c']],
      ['Rows 2', ['name', 'd']],
    ]);
    expect(await texts(3)).toEqual([
      ['Rows', ['name', 'a', 'b']],
      ['Rows 2', ['name', 'c', 'd']],
    ]);
    expect(await texts(5)).toHaveLength(1);
  });

  it('holds the names alone where there are no rows', async () => {
    expect((await sheetsOf(inWindows()))[0]?.rows).toEqual([['name', 'amount', 'at']]);
  });

  it('is broken off with the error of what it reads', async () => {
    async function* broken() {
      yield [row('a')];
      throw new Error('The database went away.');
    }
    await expect(sheetsOf(broken())).rejects.toThrow('went away');
  });

  it('asks for no more than is taken, and ends what it reads when nobody takes it any more', async () => {
    let [asked, isEnded] = [0, false];
    async function* endless() {
      try {
        for (;;) {
          asked += 1;
          yield Array.from({ length: 1_000 }, (_, index) => row(`${asked} ${index} ${Math.random()}`));
        }
      } finally {
        isEnded = true;
      }
    }
    const book = writeWorkbook({ name: 'Rows', columns, timeZone: 'UTC', windows: endless() });
    for await (const _ of book.iterator({ destroyOnReturn: false })) if (asked > 1) break;
    // The stages between hold a buffer each, and then nobody asks any more.
    await expect.poll(() => book.readableLength).toBeGreaterThanOrEqual(book.readableHighWaterMark);
    expect(asked).toBeLessThan(20);
    book.destroy();
    await expect.poll(() => isEnded).toBe(true);
  });

  it('takes no more memory for fifty times the rows', async () => {
    const long = 'payment '.repeat(120);
    async function* rowsOf(windows: number) {
      for (let window = 0; window < windows; window++)
        yield Array.from({ length: 1_000 }, (_, index) => row(`${window} ${index} ${long}`));
    }
    const peakOf = async (windows: number) => {
      let peak = 0;
      const book = writeWorkbook({ name: 'Rows', columns, timeZone: 'UTC', windows: rowsOf(windows) });
      for await (const _ of book) {
        const { heapUsed, external } = process.memoryUsage();
        peak = Math.max(peak, heapUsed + external);
      }
      return peak;
    };
    const few = await peakOf(2);
    const writtenBytes = 100_000 * long.length;
    expect((await peakOf(100)) - few).toBeLessThan(writtenBytes / 2);
  });
});
