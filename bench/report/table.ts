import type { Aim, Limit, Line, RowResult, UntimedLine } from './result.ts';

type AnyLine = UntimedLine & Partial<Line>;

const headings = [
  'Work',
  'Connections',
  'Per second',
  'p50 ms',
  'p99 ms',
  'CPU ms',
  'DB CPU ms',
  'MB',
  'Beside it',
  'Per second',
  'Ratio',
];

/** The whole result for a person at a terminal. */
export function showResults(results: readonly RowResult[]): string {
  const rows = results.flatMap(({ title, lines }) =>
    lines.flatMap((line, index) => linesOf(nameOf(title, line, lines[index - 1]), line)),
  );
  return `${align([headings, ...rows])}\n\n${align(results.flatMap(({ aims }) => aims.map(showAim)))}\n`;
}

/** The name of the work, once for all lines of it. */
function nameOf(title: string, line: AnyLine, before: AnyLine | undefined): string {
  return before && before.work === line.work ? '' : (line.work ?? title);
}

/** A row for each limit; only the first repeats what was measured. */
function linesOf(title: string, line: AnyLine): string[][] {
  const { connections, perSecond, p50Ms, p99Ms, serverCpuMs, databaseCpuMs, megabytes, limits } = line;
  const own = [
    title,
    connections === undefined ? '' : String(connections),
    rate(perSecond),
    p50Ms?.toFixed(1) ?? '',
    p99Ms?.toFixed(1) ?? '',
    serverCpuMs?.toFixed(3) ?? '',
    databaseCpuMs?.toFixed(3) ?? '',
    megabytes?.toFixed(0) ?? '',
  ];
  if (limits.length === 0) return [own];
  return limits.map((limit, index) => [...(index === 0 ? own : own.map(() => '')), ...showLimit(limit)]);
}

function showLimit({ name, perSecond, clients, ratio }: Limit): string[] {
  return [clients === undefined ? name : `${name}, ${clients} clients`, rate(perSecond), ratio.toFixed(2)];
}

function showAim({ what, actual, unit, isMet }: Aim): string[] {
  return [isMet ? 'met' : 'MISSED', what, amount(actual, unit)];
}

/** What was reached, with as many digits as say something. */
export function amount(actual: number, unit: Aim['unit']): string {
  const digits = unit === '' ? 0 : unit === '×' ? 2 : actual < 1 ? 3 : 1;
  return `${actual.toFixed(digits)}${unit === '×' ? ' ×' : unit}`;
}

/** A rate a second, with thousands apart. */
export function rate(perSecond: number): string {
  return Math.round(perSecond).toLocaleString('en');
}

/** Columns as wide as their widest cell; numbers to the right. */
export function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (cell: string) => /^[\d.,]+(?: ?×| ms| MB)?$/.test(cell);
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
