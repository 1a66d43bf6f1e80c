import type { Tree } from '../tree.ts';

/** The number that a constant of a source file has: a literal, or a product of literals and of other constants there. */
export function decided(tree: Tree, path: string, name: string): number {
  const text = tree.read(path);
  const [, value] = new RegExp(`^(?:export )?const ${name} = ([^;\n]+);`, 'm').exec(text) ?? [];
  if (value === undefined) throw new Error(`${path} has no constant ${name} on one line.`);
  return value
    .split(' * ')
    .map((part) => (/^[\d_]+$/.test(part) ? Number(part.replaceAll('_', '')) : decided(tree, path, part)))
    .reduce((product, factor) => product * factor, 1);
}

const words = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const tens: Readonly<Record<number, string>> = { 20: 'twenty', 30: 'thirty', 60: 'sixty', 100: 'a hundred' };

/** 5 as `five`, and what has no short word in digits. */
export function inWords(count: number): string {
  return words[count] ?? tens[count] ?? inDigits(count);
}

/** 2000 as `2,000`. */
export function inDigits(count: number): string {
  return new Intl.NumberFormat('en-US').format(count);
}

/** 262144 as `256 KiB`. */
export function inBytes(bytes: number): string {
  const kibibytes = bytes / 1024;
  return kibibytes % 1024 === 0 ? `${kibibytes / 1024} MiB` : `${kibibytes} KiB`;
}

const spans = { day: 86_400, hour: 3_600, minute: 60, second: 1 };

/** 600 as `ten minutes`; by `unit` in that one. */
export function inTime(seconds: number, unit?: keyof typeof spans): string {
  const fitting = Object.keys(spans) as (keyof typeof spans)[];
  const chosen = unit ?? fitting.find((span) => seconds % spans[span] === 0) ?? 'second';
  const count = seconds / spans[chosen];
  return `${inWords(count)} ${chosen}${count === 1 ? '' : 's'}`;
}
