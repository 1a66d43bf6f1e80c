import { sql } from 'kysely';
import type { Database } from './database.ts';
import { sqlState } from './failures.ts';
import { UnsuitableDatabase } from './locale.ts';
import { areLimited, type FoundLimits, readLimitsText } from './time-limits.ts';

/*
 * A pooler between this process and the database may ignore what a connection asks for when it begins, and may give
 * each transaction another connection. Both are found out at start: nobody would notice the first before a lock is held
 * for ever, and the second only fails under load.
 */

const prove = { name: 'prove_prepared', text: 'select $1::integer as number' };
const proveElsewhere = { name: 'prove_prepared_elsewhere', text: 'select $1::integer as number' };
const lostPlans = new Set(['26000', '42P05']);
const atOnce = 4;

/**
 * Proves that the time limits of statements hold on the connections that are opened here.
 *
 * @throws UnsuitableDatabase with the statements that set them for the role
 */
export async function requireTimeLimits(database: Pick<Database, 'pool'>): Promise<void> {
  const read = () => database.pool.query<FoundLimits>(readLimitsText);
  const found = await Promise.all(Array.from({ length: atOnce }, read));
  if (areLimited(found.flatMap(({ rows }) => rows))) return;
  throw new UnsuitableDatabase(
    'A pooler in front of the database takes the time limits away, so that one forgotten lock would hold up everybody: set them for the role instead, ' +
      `with \`alter role … set statement_timeout = '4s'\` and \`alter role … set idle_in_transaction_session_timeout = '30s'\`, and let the pooler connect anew.`,
  );
}

/**
 * Proves that a prepared statement is found again by the next transaction.
 *
 * @throws UnsuitableDatabase with the two ways out
 */
export async function requirePreparedStatements(
  database: Pick<Database, 'preparedTransaction' | 'transaction'>,
): Promise<void> {
  const ask = (number: number, statement = prove) =>
    database.preparedTransaction((run) => run(statement, [number]));
  try {
    for (let round = 0; round < 2; round++)
      await Promise.all(Array.from({ length: atOnce }, (_, number) => ask(number)));
    // A pooler gives out first what came back last: so somebody else takes that away, and the same is asked elsewhere.
    await ask(0, proveElsewhere);
    await database.transaction(async (tx) => {
      await sql`select 1`.execute(tx);
      await ask(0, proveElsewhere);
    });
  } catch (error) {
    if (!lostPlans.has(sqlState(error) ?? '')) throw error;
    throw new UnsuitableDatabase(
      'A pooler in front of the database loses prepared statements: set DATABASE_PREPARED=off, or take PgBouncer 1.21 or newer with max_prepared_statements above 0.',
    );
  }
}
