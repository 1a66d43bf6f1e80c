import { accepted } from './guarantee.ts';
import type { PlanNode } from './plan.ts';
import type { Recorded } from './recorder.ts';
import { showPlan } from './show-plan.ts';

export type Explained = { readonly statement: Recorded; readonly plan: PlanNode };
export type Answered = {
  readonly title: string;
  readonly explained: readonly Explained[];
};

const longestText = 16;

const introduction = `# Query plans

How the database answers the requests that a busy house gets most: each statement as the product sends it, and the plan
that PostgreSQL 18 makes for it. \`test/api/query-plans\` takes both from the running server, over a database that the
command \`seed\` filled (two shops with 5,000 links and 4,000 payments each, beside a thousand small ones), and fails
when they differ from this file. When a difference is meant, \`UPDATE_QUERY_PLANS=on npm test -- test/api/query-plans\`
writes it anew, for review.

The outer side of a join stands first. There are no costs and no times: those are another's machine. Values are \`?\`,
parameters of a prepared statement \`$1\`. What a plan shows twice as \`Limit\` is meant: whoever asks for a page reads
that many rows, and no more.

The same test holds that no statement here reads a whole table, or all rows of a shop, or sorts them: each finds its rows
by keys, by a slice of time, or walks an index until a page is full. Prepared statements, whose plans are kept, do so in
the tables of a flash sale even when they are planned while every table is still empty. What grows all the same:

| Index | Why that is well |
|---|---|
${Object.entries(accepted)
  .map(([index, reason]) => `| \`${index}\` | ${reason} |`)
  .join('\n')}
`;

/** The file as it should be: each statement once, where it is sent first. */
export function showDocument(answered: readonly Answered[], tables: readonly string[]): string {
  const places = new Map<string, { readonly title: string; readonly name: string }>();
  const sections = answered.map(({ title, explained }) => {
    const parts: string[] = [];
    const known: string[] = [];
    for (const { statement, plan } of explained) {
      const key = `${statement.settings}\n${statement.text}`;
      const place = places.get(key);
      const own = statement.name?.startsWith('page_') ? undefined : statement.name;
      const name = own ? `\`${own}\`` : `${parts.length + 1}`;
      if (place && place.title !== title) known.push(place.name);
      if (place) continue;
      places.set(key, { title, name: own ? name : `${name} of “${title}”` });
      parts.push(showStatement(name, statement, plan, tables));
    }
    const again = known.length > 0 ? [`Also: ${[...new Set(known)].join(', ')}.`] : [];
    return [`## ${title}`, ...again, ...parts].join('\n\n');
  });
  return `${[introduction.trim(), ...sections].join('\n\n')}\n`;
}

function showStatement(name: string, { text }: Recorded, plan: PlanNode, tables: readonly string[]): string {
  const written = namesAfter(text, 'insert into|update|delete from', tables);
  const read = namesAfter(text, 'from|join', tables);
  const about = [
    ...(read.length > 0 ? [`reads ${read.join(', ')}`] : []),
    ...(written.length > 0 ? [`writes ${written.join(', ')}`] : []),
  ].join('; ');
  const lines = dedent(text);
  const sql = lines.length > longestText ? [...lines.slice(0, 2), `… ${lines.length - 2} lines more`] : lines;
  return [
    `### ${name}${about ? `: ${about}` : ''}`,
    ['```sql', ...sql, '```'].join('\n'),
    ['```text', ...showPlan(plan), '```'].join('\n'),
  ].join('\n\n');
}

function namesAfter(text: string, words: string, tables: readonly string[]): string[] {
  const found = [...text.matchAll(new RegExp(String.raw`\b(?:${words})\s+(\w+)`, 'gi'))].map(
    ([, name]) => name,
  );
  return tables.filter((table) => found.includes(table));
}

/** The lines that hold anything, with what indents all of them taken away. */
function dedent(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const depth = Math.min(...lines.map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(depth).trimEnd());
}
