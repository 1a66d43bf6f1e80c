import pg from 'pg';
import { isLost } from './failures.ts';
import { Guard } from './guard.ts';
import { type LogStatement, logStatements } from './statement-log.ts';
import { areLimited, type FoundLimits, readLimitsText } from './time-limits.ts';
import type { Watch } from './watch.ts';

/**
 * A pool that nobody waits at in vain: it refuses at once while the database is silent, counts the time that somebody
 * waits for a connection as part of the statement's, and keeps no connection that broke.
 */
export class PatientPool extends pg.Pool {
  readonly #watch: Watch;
  readonly #guards = new WeakMap<pg.PoolClient, Guard>();

  constructor(options: pg.PoolConfig, watch: Watch, logStatement?: LogStatement) {
    super(options);
    this.#watch = watch;
    this.on('connect', (client) => {
      // The pool listens to idle connections only; one that breaks within a transaction would end the whole process.
      client.on('error', () => undefined);
      const guard = new Guard(client, watch);
      this.#guards.set(client, guard);
      watch.add(guard);
      if (logStatement) logStatements(client, logStatement);
      // Sent before the statement that the connection was opened for; nobody waits for it.
      client.query<FoundLimits>(readLimitsText).then(
        ({ rows }) => {
          if (!areLimited(rows)) watch.doubtLimits();
        },
        // Whoever uses the connection meets the same.
        () => undefined,
      );
    });
    this.on('release', (_error, client) => this.#guards.get(client)?.released());
    this.on('remove', (client) => {
      const guard = this.#guards.get(client);
      if (guard) watch.remove(guard);
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: never): void;
  override connect(): Promise<pg.PoolClient> {
    return this.#acquire();
  }

  async #acquire(): Promise<pg.PoolClient> {
    this.#watch.admit();
    const sinceMs = this.#watch.elapsedMs;
    const client = await super.connect();
    this.#guards.get(client)?.acquired(sinceMs);
    return client;
  }

  override query(...given: never[]): never {
    return this.#ask(given) as never;
  }

  async #ask(given: never[]): Promise<unknown> {
    const client = await this.#acquire();
    try {
      const result = await (client.query as Query)(...given);
      client.release();
      return result;
    } catch (error) {
      client.release(isLost(error) || undefined);
      throw error;
    }
  }
}

type Query = (...given: never[]) => Promise<unknown>;
