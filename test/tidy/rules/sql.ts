import { type Failure, isTest, type Rule } from '../project.ts';
import { nameOf, type Source, stringOf } from '../source.ts';
import { roomOf } from './places.ts';

const homes =
  /\/(?:[\w-]+-)?store\.ts$|^src\/paying\/checkouts\/hot\/|^src\/reporting\/|^src\/platform\/db\//;
const hotStatements = /^src\/paying\/checkouts\/hot\//;
const builderCalls = new Set(['query', 'selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto']);
const writingCalls = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto']);

// Lower case or upper case as a whole: "Select a link from the list" is a sentence, not a statement.
const statementStarts = [
  String.raw`select\s[\s\S]*?\sfrom\s`,
  String.raw`insert\s+into\s`,
  String.raw`update\s+[\w."]+\s+(?:as\s+\w+\s+)?set\s`,
  String.raw`delete\s+from\s`,
  String.raw`with\s+(?:recursive\s+)?\w+\s+as\s`,
  String.raw`(?:create|alter|drop|truncate)\s+(?:table|index|sequence|view)\s`,
];
const statement = new RegExp(
  `^\\s*(?:${statementStarts.join('|')}|${statementStarts.map(inUpperCase).join('|')})`,
);

export const sqlAtHome: Rule = {
  name: 'SQL lives in store.ts, hot statements, reporting and platform/db',
  check: ({ sources }) =>
    sources
      .filter(({ path }) => path.startsWith('src/') && !homes.test(path) && !isTest(path))
      .flatMap((source) =>
        sqlLines(source).map((line) => ({
          path: source.path,
          line,
          problem: 'holds SQL.',
          wayOut:
            "move the statement into the noun's store.ts, or the store of its table, and call it from here.",
        })),
      ),
};

/** Where a noun writes another's table because the wing below may not call the one above; each has its reason. */
const crossings: Readonly<Record<string, readonly string[]>> = {
  // A limit that is taken away takes the places of open checkouts along, under the lock of the counter row.
  'src/selling/payment-links': ['checkouts'],
};

export const oneOwner: Rule = {
  name: 'One noun writes a table',
  check({ sources }) {
    const writers = new Map<string, Map<string, Omit<Failure, 'problem' | 'wayOut'>>>();
    for (const source of sources) {
      const { path } = source;
      const shared = hotStatements.test(path) || /^src\/(?:platform\/db|commands|reporting)\//.test(path);
      if (!path.startsWith('src/') || shared || isTest(path)) continue;
      for (const { table, line } of tablesWritten(source)) {
        if (crossings[roomOf(path)]?.includes(table)) continue;
        const rooms = writers.get(table) ?? new Map();
        if (!rooms.has(roomOf(path))) rooms.set(roomOf(path), { path, line });
        writers.set(table, rooms);
      }
    }
    return [...writers].flatMap(([table, rooms]) => {
      if (rooms.size < 2) return [];
      return [...rooms].map(([room, place]) => ({
        ...place,
        problem: `writes ${table}, as does ${[...rooms.keys()].filter((other) => other !== room).join(', ')}.`,
        wayOut: 'let the noun that owns the table write it, in a step that the other calls.',
      }));
    });
  },
};

export const hotHeaders: Rule = {
  name: 'A hot statement names every table it writes in its header',
  check: ({ sources }) =>
    sources
      .filter(({ path }) => hotStatements.test(path) && !isTest(path))
      .flatMap((source) =>
        tablesWritten(source)
          .filter(({ table }, index, list) => list.findIndex((first) => first.table === table) === index)
          .filter(({ table }) => !new RegExp(`\\b${table}\\b`).test(source.header))
          .map(({ table, line }) => ({
            path: source.path,
            line,
            problem: `writes ${table}, which its header does not name.`,
            wayOut: 'list every table it writes in a comment above the first statement.',
          })),
      ),
};

function sqlLines(source: Source): number[] {
  const tagged = source.nodesOf('TaggedTemplateExpression').filter(({ tag }) => {
    const object = (tag as { object?: unknown }).object;
    return nameOf(tag) === 'sql' || nameOf(object) === 'sql';
  });
  const built = source.nodesOf('CallExpression').filter(({ callee }) => {
    const isMethod = (callee as { type: string }).type === 'MemberExpression';
    return isMethod && builderCalls.has(nameOf(callee) ?? '');
  });
  const written = source.texts.filter(({ text }) => statement.test(text)).map(({ line }) => line);
  return [...new Set([...[...tagged, ...built].map(source.lineOf), ...written])];
}

function tablesWritten(source: Source): { table: string; line: number }[] {
  const writing =
    /\b(?:insert\s+into|delete\s+from|merge\s+into|update)\s+(?:only\s+)?"?([a-z_]\w*)"?(?=([\s\S]{0,60}))/gi;
  const inText = source.texts.flatMap(({ text, line }) =>
    [...text.matchAll(writing)]
      .filter(([all, , rest = '']) => !/^update/i.test(all) || /^\s+(?:(?:as\s+)?\w+\s+)?set\s/i.test(rest))
      .map(([, table = '']) => ({ table, line })),
  );
  const inCalls = source.nodesOf('CallExpression').flatMap((call) => {
    const table = stringOf((call.arguments as unknown[])[0]);
    return table && writingCalls.has(nameOf(call.callee) ?? '') ? [{ table, line: source.lineOf(call) }] : [];
  });
  return [...inText, ...inCalls];
}

/** Upper-cases the words of a pattern and leaves its escapes alone. */
function inUpperCase(pattern: string): string {
  return pattern.replace(/\\.|[a-z]/g, (part) => (part.startsWith('\\') ? part : part.toUpperCase()));
}
