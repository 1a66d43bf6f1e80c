import type { CompiledQuery, DatabaseConnection, Dialect, Driver, Kysely, TransactionSettings } from 'kysely';

/** Runs work, and runs it again when it lost against a concurrent transaction. */
export type Repeat = <T>(work: () => Promise<T>) => Promise<T>;
/** Throws when a statement would be asked in vain. */
export type Admit = (text: string) => void;

/**
 * A way to PostgreSQL where a statement that stands alone is repeated like a transaction is: under SERIALIZABLE even a
 * single read can lose. Inside a transaction nothing is repeated here, because only the whole can be.
 */
export class RetryingDialect implements Dialect {
  readonly #inner: Dialect;
  readonly #repeat: Repeat;
  readonly #admit: Admit;

  constructor(inner: Dialect, repeat: Repeat, admit: Admit) {
    this.#inner = inner;
    this.#repeat = repeat;
    this.#admit = admit;
  }

  createAdapter() {
    return this.#inner.createAdapter();
  }

  createDriver(): Driver {
    return new RetryingDriver(this.#inner.createDriver(), this.#repeat, this.#admit);
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
  readonly #admit: Admit;

  constructor(inner: DatabaseConnection, repeat: Repeat, admit: Admit) {
    this.inner = inner;
    this.#repeat = repeat;
    this.#admit = admit;
  }

  executeQuery<R>(query: CompiledQuery) {
    const execute = async () => {
      this.#admit(query.sql);
      return this.inner.executeQuery<R>(query);
    };
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
  readonly #admit: Admit;

  constructor(inner: Driver, repeat: Repeat, admit: Admit) {
    this.#inner = inner;
    this.#repeat = repeat;
    this.#admit = admit;
  }

  init() {
    return this.#inner.init();
  }

  async acquireConnection() {
    const connection = await this.#repeat(() => this.#inner.acquireConnection());
    return new RetryingConnection(connection, this.#repeat, this.#admit);
  }

  async beginTransaction(connection: RetryingConnection, settings: TransactionSettings) {
    connection.isInTransaction = true;
    await this.#inner.beginTransaction(connection.inner, settings);
  }

  commitTransaction(connection: RetryingConnection) {
    return this.#inner.commitTransaction(connection.inner);
  }

  async rollbackTransaction(connection: RetryingConnection) {
    // A connection that cannot roll back is not used again, and the failure that led here says more.
    await this.#inner.rollbackTransaction(connection.inner).catch(() => undefined);
  }

  releaseConnection(connection: RetryingConnection) {
    return this.#inner.releaseConnection(connection.inner);
  }

  destroy() {
    return this.#inner.destroy();
  }
}
