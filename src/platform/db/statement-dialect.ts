import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type pg from 'pg';
import { gatherWrites } from './gather-writes.ts';

/** Where the connections for statements come from, and go back to. */
export type Connections = {
  acquire(): Promise<pg.PoolClient>;
  release(client: pg.PoolClient): void;
  /** By which the database keeps the plan of a statement; undefined for one that is planned each time. */
  nameOf?: NameOf | undefined;
};

export type NameOf = (text: string) => string | undefined;

/** Statements and nothing else: what begins and ends a transaction is up to whoever gives the connections. */
export function statementDialect(connections: Connections): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new StatementDriver(connections),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class StatementConnection implements DatabaseConnection {
  readonly client: pg.PoolClient;
  readonly #nameOf: NameOf | undefined;

  constructor(client: pg.PoolClient, nameOf: NameOf | undefined) {
    this.client = client;
    this.#nameOf = nameOf;
  }

  async executeQuery<R>({ sql: text, parameters }: CompiledQuery) {
    gatherWrites(this.client);
    const name = this.#nameOf?.(text);
    const values = [...parameters];
    const { rows } = await this.client.query(name ? { name, text, values } : { text, values });
    return { rows: rows as R[] };
  }

  streamQuery(): never {
    throw new Error('Here are pages, which are read whole; exports read window by window.');
  }
}

class StatementDriver implements Driver {
  readonly #connections: Connections;

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<StatementConnection> {
    const { acquire, nameOf } = this.#connections;
    return new StatementConnection(await acquire(), nameOf);
  }

  async releaseConnection({ client }: StatementConnection): Promise<void> {
    this.#connections.release(client);
  }

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
  throw new Error('No transaction begins here; the database gives transactions and snapshots.');
}
