import type { Measured } from '../measure.ts';
import { align, amount, rate } from '../report/table.ts';
import type { BesideAim, BesideLine } from './beside.ts';

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

/**
 * For a person at a terminal: a table for each build and the one before it, what was before, and behind an arrow what
 * is then. What was measured of each build by itself stands below, of all of them.
 *
 * @param names of the builds, the oldest first
 */
export function showBeside(
  names: readonly string[],
  lines: readonly BesideLine[],
  aims: readonly BesideAim[],
): string {
  const tables = names.slice(1).map((name, step) => `${names[step]} → ${name}\n\n${showStep(lines, step)}`);
  return [...(lines.length > 0 ? tables : []), ...aims.map(showAim)].join('\n\n').concat('\n');
}

function showStep(lines: readonly BesideLine[], step: number): string {
  const rows = lines.map(({ work, connections, builds, ratios }, index) => {
    const [before, after] = [builds[step], builds[step + 1]];
    const both = (name: keyof Measured, digits: number) =>
      `${before?.[name]?.toFixed(digits) ?? '?'} → ${after?.[name]?.toFixed(digits) ?? '?'}`;
    return [
      lines[index - 1]?.work === work ? '' : work,
      String(connections),
      rate(before?.perSecond ?? Number.NaN),
      rate(after?.perSecond ?? Number.NaN),
      ratios[step]?.toFixed(2) ?? '?',
      both('p50Ms', 1),
      both('p99Ms', 1),
      both('serverCpuMs', 3),
      both('databaseCpuMs', 3),
      both('megabytes', 0),
    ];
  });
  return align([headings, ...rows]);
}

function showAim({ what, unit, builds }: BesideAim): string {
  return `${what}: ${builds.map((actual) => amount(actual, unit)).join(' → ')}`;
}
