import { Kysely } from 'kysely';
import type pg from 'pg';
import { gatherWrites } from './gather-writes.ts';
import type { Handle, Tables } from './handle.ts';
import { type NameOf, statementDialect } from './statement-dialect.ts';

/** Runs `read` in a transaction that only reads. */
export type ReadSnapshot = <T>(read: (tx: Handle) => Promise<T>) => Promise<T>;

/**
 * Snapshots see everything as it was when their first statement began. What is asked of their handle at one moment goes
 * to the database together, which answers in that order: a page that shows many things waits for a trip or two and not
 * for each of them. They throw what the first statement that failed threw.
 */
export function createSnapshots(pool: pg.Pool, nameOf?: NameOf): ReadSnapshot {
  return async (read) => {
    const client = await pool.connect();
    const send = (text: string) => {
      gatherWrites(client);
      return client.query(text);
    };
    const snapshot = openHandle(client, nameOf);
    const begun = send('begin isolation level repeatable read read only');
    // Whoever reads first learns of a failure from that statement.
    begun.catch(() => undefined);
    try {
      const result = await read(snapshot.handle);
      await begun;
      return result;
    } finally {
      snapshot.end();
      // Nothing was written, so nobody waits for the end of it; the next to get this connection finds it ended.
      send('rollback').then(
        () => client.release(),
        (error: Error) => client.release(error),
      );
    }
  };
}

/**
 * A handle of one snapshot. When one read fails, another that asks in two steps may still be between them: its second
 * step must not reach the connection, which serves somebody else by then.
 */
function openHandle(client: pg.PoolClient, nameOf: NameOf | undefined): { handle: Handle; end(): void } {
  let isOver = false;
  const acquire = async () => {
    if (isOver) throw new Error('The snapshot is over: one of its reads failed, or was not waited for.');
    return client;
  };
  const dialect = statementDialect({ acquire, release: () => undefined, nameOf });
  return {
    handle: new Kysely<Tables>({ dialect }),
    end: () => {
      isOver = true;
    },
  };
}
