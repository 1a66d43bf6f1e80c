import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type pg from 'pg';
import type { Handle, Tables } from './database.ts';
import { gatherWrites } from './gather-writes.ts';

/**
 * Runs `read` in a transaction that only reads, and sees everything as it was when its first statement began. What is
 * asked of its handle at one moment goes to the database together, which answers in that order: a page that shows many
 * things waits for a trip or two and not for each of them.
 *
 * @throws what the first statement that failed threw
 */
export async function readSnapshot<T>(pool: pg.Pool, read: (tx: Handle) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const send = (text: string) => {
    gatherWrites(client);
    return client.query(text);
  };
  const begun = send('begin isolation level repeatable read read only');
  // Whoever reads first learns of a failure from that statement.
  begun.catch(() => undefined);
  try {
    const result = await read(handleOf(client));
    await begun;
    return result;
  } finally {
    // Nothing was written, so nobody waits for the end of it; the next to get this connection finds it ended.
    send('rollback').then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
  }
}

const handles = new WeakMap<pg.PoolClient, Handle>();

/** A handle that asks over one connection, without waiting for the answers to what was asked before. */
function handleOf(client: pg.PoolClient): Handle {
  const known = handles.get(client);
  if (known) return known;
  const handle = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new SnapshotDriver(client),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  handles.set(client, handle);
  return handle;
}

class SnapshotConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery) {
    gatherWrites(this.#client);
    const { rows } = await this.#client.query(sql, [...parameters]);
    return { rows: rows as R[] };
  }

  streamQuery(): never {
    throw new Error('A snapshot answers whole pages; exports read window by window.');
  }
}

/** The transaction is there already, so statements are all that it takes. */
class SnapshotDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(client: pg.PoolClient) {
    this.#connection = new SnapshotConnection(client);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}

  beginTransaction(): Promise<void> {
    return refuse();
  }

  commitTransaction(): Promise<void> {
    return refuse();
  }

  rollbackTransaction(): Promise<void> {
    return refuse();
  }
}

async function refuse(): Promise<never> {
  throw new Error('A snapshot is a transaction already.');
}
