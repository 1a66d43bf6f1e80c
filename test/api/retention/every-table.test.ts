import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retentionRules } from '#reporting/retention/rules.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';

const page = join(process.cwd(), 'docs/guides/retention.md');

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

describe('every table', () => {
  it('has a rule that says how long its rows are kept, and no rule is about a table that is gone', async () => {
    const found = await query(
      app,
      `select relname from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') order by relname`,
    );
    const ruled = [...new Set(retentionRules.map(({ table }) => table))].sort();
    expect(
      ruled,
      'put a rule for a new table into retention.ts of its room, and the room into src/reporting/retention/rules.ts',
    ).toEqual(found.map(({ relname }) => relname));
  });

  it('is either kept for ever, or ends with what it is about, or is swept', () => {
    const silent = retentionRules.filter(
      ({ kept, sweep }) => sweep === undefined && !/^(?:for ever|until |an hour, by the job )/.test(kept),
    );
    expect(silent).toEqual([]);
  });

  it('tells apart the rules of a table that has several', () => {
    const names = retentionRules.map(({ table, rows }) => `${table}: ${rows ?? ''}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('docs/guides/retention.md', () => {
  it('shows exactly the rules that are kept', () => {
    const text = readFileSync(page, 'utf8');
    const rows = retentionRules.map(
      ({ table, rows: some, kept, setting, why }) =>
        `| \`${table}\`${some ? `, ${some}` : ''} | ${kept} | ${setting ? `\`${setting}\`` : ''} | ${why} |`,
    );
    const shown = /^\| Table \|.*\n\|---.*\n((?:\|.*\n)+)/m.exec(text)?.[1] ?? '';
    const wanted = `${rows.join('\n')}\n`;
    if (process.env.UPDATE_RETENTION_PAGE === 'on')
      writeFileSync(
        page,
        text.replace(shown, () => wanted),
      );
    else expect(shown, 'UPDATE_RETENTION_PAGE=on npx vitest run test/api/retention writes them').toBe(wanted);
  });
});
