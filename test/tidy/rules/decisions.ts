import type { Failure, Rule } from '../project.ts';
import type { Tree } from '../tree.ts';

const folder = 'docs/decisions/';
const list = `${folder}README.md`;
const mostLines = 45;
const mostCharacters = 3_500;
const status = /^Status: (accepted|withdrawn|superseded by \d{4}), (\d{4}-\d\d-\d\d)(?:; .+)?$/;

export const decisionsAreShort: Rule = {
  name: 'A decision has number, status and date, fits on half a page, and stands in the list',
  check: ({ tree }) =>
    tree.paths
      .filter((path) => path.startsWith(folder) && path.endsWith('.md') && path !== list)
      .flatMap((path) => failuresOf(tree, path)),
};

function failuresOf(tree: Tree, path: string): Failure[] {
  const text = tree.read(path);
  const lines = text.trimEnd().split('\n');
  const number = path.slice(folder.length, folder.length + 4);
  const title = new RegExp(`^# ${number} (\\S.*)$`).exec(lines[0] ?? '')?.[1];
  const [, state, date] = status.exec(lines[2] ?? '') ?? [];
  const failure = (line: number, problem: string, wayOut: string) => ({ path, line, problem, wayOut });
  if (!title) return [failure(1, 'has no title with its number.', `begin it with "# ${number} <title>".`)];
  if (!state || !date) {
    return [
      failure(3, 'has no status with a date.', 'write "Status: accepted, <year>-<month>-<day>" in line 3.'),
    ];
  }
  const row = `| [${number}](${path.slice(folder.length)}) | ${title} | ${state} | ${date} |`;
  const isListed = tree.paths.includes(list) && tree.read(list).split('\n').includes(row);
  return [
    ...(lines.length > mostLines || text.length > mostCharacters
      ? [
          failure(
            lines.length,
            `has ${lines.length} lines and ${text.length} characters.`,
            'keep what was decided, why, what was refused and what it costs; how it works belongs to the code.',
          ),
        ]
      : []),
    ...(isListed ? [] : [failure(1, `is not listed in ${list}.`, `add the line ${row}`)]),
  ];
}
