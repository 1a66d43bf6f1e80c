import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '#platform/db/database.ts';
import type { LoggedStatement } from '#platform/db/statement-log.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';

let place: TestDatabase;
let database: Database;
const told: LoggedStatement[] = [];

beforeAll(async () => {
  place = await createDatabase();
  database = openDatabase({
    connection: place.connection,
    poolSize: 3,
    prepared: true,
    logStatement: (statement) => void told.push(statement),
  });
});

afterAll(async () => {
  await database.close();
  await place.drop();
});

const find = (words: string) => told.filter(({ statement }) => statement.includes(words));

describe('a log of statements', () => {
  test('tells text, time and rows of each, whichever way it runs', async () => {
    await sql`select 'by handle' from generate_series(1, 3)`.execute(database.handle);
    await database.transaction((tx) => sql`select 'in a transaction'`.execute(tx));
    await database.run({ name: 'by_name', text: "select 'by name'" }, []);
    await sql`select 'for a page'`.execute(database.pages.handle);
    expect(find('by handle')).toEqual([
      { statement: expect.stringContaining('generate_series'), duration_ms: expect.any(Number), rows: 3 },
    ]);
    expect(find('in a transaction')).toHaveLength(1);
    expect(find('by_name: select')).toHaveLength(1);
    expect(find('for a page')).toHaveLength(1);
  });

  test('tells no value, in short, and what failed', async () => {
    const secret = 'maja@example.com';
    await sql`select ${secret}::text, ${sql.raw(`'${'long '.repeat(200)}'`)}`.execute(database.handle);
    await expect(sql`select 1 / ${0}::int`.execute(database.handle)).rejects.toThrow('division');
    expect(JSON.stringify(told)).not.toContain(secret);
    expect(find('long long')[0]?.statement.length).toBeLessThan(310);
    expect(find('1 /')).toEqual([{ statement: expect.any(String), duration_ms: expect.any(Number) }]);
  });
});
