import type { TestApp } from '#test/support/app.ts';
import type { UniqueIndexes } from './guarantee.ts';

export async function tablesOf({ context }: TestApp): Promise<string[]> {
  const { rows } = await context.database.pool.query(
    `select tablename from pg_tables where schemaname = 'public' order by tablename`,
  );
  return rows.map(({ tablename }) => tablename as string);
}

export async function uniqueIndexesOf({ context }: TestApp): Promise<UniqueIndexes> {
  const { rows } = await context.database.pool.query(
    `select i.indexrelid::regclass::text as index, array_agg(a.attname::text) as columns
      from pg_index i join pg_attribute a on a.attrelid = i.indexrelid and a.attnum <= i.indnkeyatts
      where i.indisunique and i.indpred is null group by 1`,
  );
  return new Map(rows.map(({ index, columns }) => [index as string, columns as string[]]));
}
