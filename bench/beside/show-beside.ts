import type { Measured } from '../measure.ts';
import { align, rate } from '../report/table.ts';
import type { BesideLine } from './beside.ts';

const headings = [
  'Work',
  'Connections',
  'Before',
  'After',
  'Ratio',
  'p50 ms',
  'p99 ms',
  'CPU ms',
  'DB CPU ms',
  'MB',
];

/** Both builds for a person at a terminal: what was before, and behind an arrow what is now. */
export function showBeside(lines: readonly BesideLine[]): string {
  const rows = lines.map(({ work, connections, before, after, ratio }, index) => {
    const both = (name: keyof Measured, digits: number) =>
      `${before[name]?.toFixed(digits) ?? '?'} → ${after[name]?.toFixed(digits) ?? '?'}`;
    return [
      lines[index - 1]?.work === work ? '' : work,
      String(connections),
      rate(before.perSecond),
      rate(after.perSecond),
      ratio.toFixed(2),
      both('p50Ms', 1),
      both('p99Ms', 1),
      both('serverCpuMs', 3),
      both('databaseCpuMs', 3),
      both('megabytes', 0),
    ];
  });
  return `${align([headings, ...rows])}\n`;
}
