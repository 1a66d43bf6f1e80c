import { CompiledQuery, Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { isConflict, isLost, isUnavailable, sqlState, waitedTooLong } from './failures.ts';
import { gatherWrites } from './gather-writes.ts';
import { mayWrite } from './guard.ts';
import type { Handle, Tables } from './handle.ts';
import { readMigrations } from './migrate.ts';
import { createOrderedStatements } from './ordered-statements.ts';
import { PatientPool } from './patient-pool.ts';
import { createPlanNames } from './plan-names.ts';
import type { Proof } from './proof.ts';
import { type Repeat, RetryingDialect } from './retrying-dialect.ts';
import { createSnapshots, type ReadSnapshot } from './snapshot.ts';
import { statementDialect } from './statement-dialect.ts';
import type { LogStatement } from './statement-log.ts';
import { askedLimits, liftTimeLimitText, timeLimits } from './time-limits.ts';
import { DatabaseUnavailable, OutcomeUnknown } from './unavailable.ts';
import { Watch, type WatchOptions } from './watch.ts';

export type { Handle, Tables } from './handle.ts';

export type Statement = { readonly name: string; readonly text: string };
export type BoundStatement = { readonly statement: Statement; readonly values: readonly unknown[] };
/** Runs a named prepared statement and gives its rows. */
export type RunStatement = <Row>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>;

export type Database = {
  readonly handle: Handle;
  /** One use-case, one transaction; repeated from the start when it meets a serialization failure or deadlock. */
  transaction<T>(work: (tx: Handle) => Promise<T>): Promise<T>;
  /**
   * Reads several things as they were at one moment, whatever is committed meanwhile. Statements that are run without
   * waiting for each other go to the database together.
   */
  readonly snapshot: ReadSnapshot;
  /**
   * The same for pages that people look at again and again: plans are made once and kept, because a page costs the
   * database less than its plan does. For statements that find rows by the keys of an index whatever they are given, and
   * over connections of their own.
   */
  readonly pages: { readonly handle: Handle; readonly snapshot: ReadSnapshot };
  /** One prepared statement in a transaction of its own. */
  run: RunStatement;
  /**
   * The same, one after the other for each queue: a statement is sent without waiting for the answer of the one before,
   * and the database begins with it when that one has committed. One that has to see all that was committed before it
   * got its locks gives a `lock` that takes them first, in the same transaction and the same round trip.
   */
  runInOrder<Row>(
    queue: string,
    statement: Statement,
    values: readonly unknown[],
    lock?: BoundStatement,
  ): Promise<Row[]>;
  /**
   * A transaction of prepared statements, for the hot path. Statements that are run without waiting for each other go
   * to the database together and are executed in that order; `finish` runs the last one and commits with it.
   */
  preparedTransaction<T>(work: (run: RunStatement, finish: RunStatement) => Promise<T>): Promise<T>;
  ping(): Promise<void>;
  /** Proves that a write is kept, within two seconds, or tells why not. Asks the database once a second at most. */
  prove(): Promise<Proof>;
  close(): Promise<void>;
  /** The connections of `handle` and `transaction`. */
  readonly pool: pg.Pool;
  /** How many connections there are, of all kinds, and how many wait for one. */
  readonly connections: ConnectionCounts;
};

export type ConnectionCounts = Readonly<Record<'totalCount' | 'idleCount' | 'waitingCount', number>>;

export type Connection =
  | { readonly connectionString: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

export type DatabaseOptions = {
  connection: Connection;
  /** Connections of all kinds together; each kind has one at least. */
  poolSize: number;
  /** Off for poolers that cannot keep prepared statements (PgBouncer before 1.21). */
  prepared: boolean;
  isolation?: 'read committed' | 'serializable';
  /** By which the database lists who is connected; a server when it is not given. */
  applicationName?: string;
  /** Told once when trouble with the database begins, and once when it is over. */
  log?: WatchOptions['log'];
  /** Told of every statement once it has its answer; it costs time, so it is for people who are looking. */
  logStatement?: LogStatement | undefined;
  /** Told when the database is back. */
  onBack?: () => void;
};

/** A restore has to know servers from commands. */
export const applicationNames = { server: 'payment-links', command: 'payment-links-command' } as const;

// bigint columns hold money and positions: never through a float. The parser belongs to this pool only.
const int8 = 20;
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === int8 && format !== 'binary') return (value: string) => BigInt(value);
    return pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

/*
 * Prepared statements find rows by their keys, and their plans are kept. A plan that was made while a table was small
 * may read all of it, and would go on doing so through the first minutes of a flash sale, until statistics are taken.
 */
const planByKeys = ['enable_seqscan=off', 'plan_cache_mode=force_generic_plan'];

/**
 * Opens the pools; nothing is connected until the first query. Prepared statements have connections of their own, so
 * that no report of a merchant ever makes a buyer wait for one.
 */
export function openDatabase(options: DatabaseOptions): Database {
  // Pages cost the database little, so few connections answer many of them.
  const pageSize = Math.max(1, Math.floor(options.poolSize / 6));
  const preparedSize = Math.ceil((options.poolSize - pageSize) / 2);
  const applicationName = options.applicationName ?? applicationNames.server;
  let migrations: Promise<readonly string[]> | undefined;
  const watch = new Watch({
    connection: { ...options.connection, keepAlive: true },
    applicationName,
    migrations: () => {
      migrations ??= readMigrations().then((wanted) => wanted.map(({ name }) => name));
      return migrations;
    },
    log: options.log,
    onBack: options.onBack,
  });
  const open = (max: number, settings?: readonly string[]) =>
    openPool({ ...options, applicationName }, watch, max, settings);
  const pool = open(Math.max(1, options.poolSize - preparedSize - pageSize));
  const preparedPool = open(preparedSize, planByKeys);
  const pagePool = open(pageSize, planByKeys);
  const pools = [pool, preparedPool, pagePool];
  const retried = createRetried(watch);
  const admitStatement = (text: string) => {
    if (watch.isInTrouble && mayWrite(text)) watch.admitWrite();
  };
  const kysely = new Kysely<Tables>({
    dialect: new RetryingDialect(new PostgresDialect({ pool }), retried, admitStatement),
  });
  const query = statementRunner(options.prepared);
  const inOrder = createOrderedStatements(preparedPool);
  const nameOf = options.prepared ? createPlanNames() : undefined;
  const pages = statementDialect({
    acquire: () => pagePool.connect(),
    release: (client) => client.release(),
    nameOf,
  });
  const pageHandle = new Kysely<Tables>({ dialect: new RetryingDialect(pages, retried, admitStatement) });
  const snapshot = createSnapshots(pool);
  const pageSnapshot = createSnapshots(pagePool, nameOf);
  const sum = (name: keyof ConnectionCounts) => pools.reduce((count, one) => count + one[name], 0);
  return {
    pool,
    handle: kysely,
    transaction: (work) => retried(() => kysely.transaction().execute(work)),
    snapshot: (read) => retried(() => snapshot(read)),
    pages: { handle: pageHandle, snapshot: (read) => retried(() => pageSnapshot(read)) },
    run: (statement, values) =>
      retried(() => {
        admitStatement(statement.text);
        return query(preparedPool, statement, values);
      }),
    runInOrder: <Row>(
      queue: string,
      statement: Statement,
      values: readonly unknown[],
      lock?: BoundStatement,
    ) =>
      retried(() => {
        watch.admitWrite();
        return inOrder(queue, (client) =>
          lock
            ? runLocked<Row>(client, query, lock, { statement, values })
            : query<Row>(client, statement, values),
        );
      }),
    preparedTransaction: (work) =>
      retried(() => {
        watch.admitWrite();
        return onClient(preparedPool, query, work);
      }),
    ping: async () => {
      await retried(() => pool.query('select 1'));
    },
    prove: () => watch.prove(),
    close: async () => {
      await Promise.all([kysely.destroy(), preparedPool.end(), pagePool.end(), watch.close()]);
    },
    connections: {
      get totalCount() {
        return sum('totalCount');
      },
      get idleCount() {
        return sum('idleCount');
      },
      get waitingCount() {
        return sum('waitingCount');
      },
    },
  };
}

function openPool(
  options: DatabaseOptions & { applicationName: string },
  watch: Watch,
  max: number,
  settings: readonly string[] = [],
): pg.Pool {
  const isolation = (options.isolation ?? 'read committed').replaceAll(' ', '\\ ');
  const all = ['timezone=UTC', `default_transaction_isolation=${isolation}`, ...settings];
  const pool = new PatientPool(
    {
      ...options.connection,
      max,
      types,
      connectionTimeoutMillis: timeLimits.connectMs,
      idleTimeoutMillis: 30_000,
      ...askedLimits,
      options: all.map((setting) => `-c ${setting}`).join(' '),
      application_name: options.applicationName,
      // A network that swallows everything is found out also where nobody waits.
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      // What is asked before an answer is there is sent all the same.
      pipeline: true,
    },
    watch,
    options.logStatement,
  );
  pool.on('error', (error) => watch.report(error));
  return pool;
}

type Queryable = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;
type Query = <Row>(target: Queryable, statement: Statement, values: readonly unknown[]) => Promise<Row[]>;

function statementRunner(prepared: boolean): Query {
  return async <Row>(target: Queryable, statement: Statement, values: readonly unknown[]) => {
    const config = prepared
      ? { name: statement.name, text: statement.text, values: [...values] }
      : { text: statement.text, values: [...values] };
    return (await (target as pg.Pool).query(config)).rows as Row[];
  };
}

async function onClient<T>(
  pool: pg.Pool,
  query: Query,
  work: (run: RunStatement, finish: RunStatement) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  let committed: Promise<pg.QueryResult> | undefined;
  const commit = () => {
    gatherWrites(client);
    committed = client.query('commit');
    // Whoever waits for the last statement learns of a failure from that one first.
    committed.catch(() => undefined);
    return committed;
  };
  const run: RunStatement = (statement, values) => {
    gatherWrites(client);
    return query(client, statement, values);
  };
  try {
    gatherWrites(client);
    const begun = client.query('begin');
    begun.catch(() => undefined);
    const result = await work(run, async (statement, values) => {
      // Nothing may be written outside of the transaction.
      await begun;
      const last = run<never>(statement, values);
      commit();
      return last;
    });
    const { command } = await (committed ?? commit());
    if (command !== 'COMMIT') throw new Error(`The transaction ended with ${command}.`);
    return result;
  } catch (error) {
    broken = await client.query('rollback').then(
      () => undefined,
      (rollbackError: Error) => rollbackError,
    );
    // The commit was on its way already when the answer to a statement before it was lost.
    if (committed && isLost(error)) await committed;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Sends a whole transaction at once; gives the rows of its last statement when it has committed. */
async function runLocked<Row>(
  client: pg.PoolClient,
  query: Query,
  lock: BoundStatement,
  last: BoundStatement,
): Promise<Row[]> {
  gatherWrites(client);
  const sent = [
    client.query('begin'),
    query(client, lock.statement, lock.values),
    query<Row>(client, last.statement, last.values),
    client.query('commit'),
  ] as const;
  // All are answered before the connection is given back.
  const answers = await Promise.allSettled(sent);
  const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
  // What failed first says why; but when the connection was lost, only the commit knows what that means.
  if (failures.length > 0) throw isLost(failures[0]) ? failures.at(-1) : failures[0];
  const { command } = await sent[3];
  if (command !== 'COMMIT') throw new Error(`The transaction ended with ${command}.`);
  return sent[2];
}

const maximumTries = 8;

/** Repeats work that lost against a concurrent transaction, with jitter; other errors pass through. */
function createRetried(watch: Watch): Repeat {
  return async <T>(work: () => Promise<T>): Promise<T> => {
    const sinceMs = watch.elapsedMs;
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof OutcomeUnknown) {
          watch.report(error.cause);
          throw error;
        }
        if (isUnavailable(error)) {
          if (sqlState(error) !== waitedTooLong) watch.report(error);
          throw new DatabaseUnavailable(error);
        }
        if (attempt >= maximumTries || !isConflict(error)) throw error;
        if (watch.elapsedMs - sinceMs > timeLimits.answerMs) throw error;
        await pause(Math.random() * 5 * 2 ** attempt);
      }
    }
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A unique index refused the row; `constraint` tells which one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint;
}

/** The database's time as SQL, shifted by the offset that tests inject: the only clock that decides expiry. */
export function databaseNow(offsetMs: number): RawBuilder<Date> {
  return sql<Date>`(now() + ${offsetMs}::double precision * interval '1 millisecond')`;
}

/** Runs the statements of a store that both kinds of transaction use, over a handle. */
export function statementsOn(handle: Handle): RunStatement {
  return async <Row>({ text }: Statement, values: readonly unknown[]) =>
    (await handle.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows;
}

/** Until the end of the transaction: what goes through a long history may take longer than a page is given. */
export async function liftTimeLimit(tx: Handle): Promise<void> {
  await sql.raw(liftTimeLimitText).execute(tx);
}

/** Rows of a hand-written statement. */
export async function rows<Row>(handle: Handle, statement: RawBuilder<Row>): Promise<Row[]> {
  return (await statement.execute(handle)).rows;
}

/** The first row of a hand-written statement, if any. */
export async function firstRow<Row>(handle: Handle, statement: RawBuilder<Row>): Promise<Row | undefined> {
  return (await statement.execute(handle)).rows[0];
}
