import type { CompiledQuery, DatabaseConnection, Dialect, Driver, Kysely, TransactionSettings } from 'kysely';

/** Runs work, and runs it again when it lost against a concurrent transaction. */
export type Repeat = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * A way to PostgreSQL where a statement that stands alone is repeated like a transaction is: under SERIALIZABLE even a
 * single read can lose. Inside a transaction nothing is repeated here, because only the whole can be.
 */
export class RetryingDialect implements Dialect {
  readonly #inner: Dialect;
  readonly #repeat: Repeat;

  constructor(inner: Dialect, repeat: Repeat) {
    this.#inner = inner;
    this.#repeat = repeat;
  }

  createAdapter() {
    return this.#inner.createAdapter();
  }

  createDriver(): Driver {
    return new RetryingDriver(this.#inner.createDriver(), this.#repeat);
  }

  createIntrospector(kysely: Kysely<unknown>) {
    return this.#inner.createIntrospector(kysely);
  }

  createQueryCompiler() {
    return this.#inner.createQueryCompiler();
  }
}

class RetryingConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  isInTransaction = false;
  readonly #repeat: Repeat;

  constructor(inner: DatabaseConnection, repeat: Repeat) {
    this.inner = inner;
    this.#repeat = repeat;
  }

  executeQuery<R>(query: CompiledQuery) {
    const execute = () => this.inner.executeQuery<R>(query);
    return this.isInTransaction ? execute() : this.#repeat(execute);
  }

  /** Rows that were handed out cannot be taken back, so a stream is never repeated. */
  streamQuery<R>(query: CompiledQuery, chunkSize?: number) {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

class RetryingDriver implements Driver {
  readonly #inner: Driver;
  readonly #repeat: Repeat;

  constructor(inner: Driver, repeat: Repeat) {
    this.#inner = inner;
    this.#repeat = repeat;
  }

  init() {
    return this.#inner.init();
  }

  async acquireConnection() {
    return new RetryingConnection(await this.#inner.acquireConnection(), this.#repeat);
  }

  async beginTransaction(connection: RetryingConnection, settings: TransactionSettings) {
    connection.isInTransaction = true;
    await this.#inner.beginTransaction(connection.inner, settings);
  }

  commitTransaction(connection: RetryingConnection) {
    return this.#inner.commitTransaction(connection.inner);
  }

  rollbackTransaction(connection: RetryingConnection) {
    return this.#inner.rollbackTransaction(connection.inner);
  }

  releaseConnection(connection: RetryingConnection) {
    return this.#inner.releaseConnection(connection.inner);
  }

  destroy() {
    return this.#inner.destroy();
  }
}
