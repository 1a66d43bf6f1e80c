import type pg from 'pg';

type Pool = Pick<pg.Pool, 'connect' | 'idleCount' | 'waitingCount'>;

/** One connection for as long as statements of a queue are on their way. */
class Line {
  readonly #client: Promise<pg.PoolClient>;
  readonly #ended: Promise<void>;
  #end: () => void = () => undefined;
  #statements = 0;
  #failure: Error | undefined;
  /** Whether another statement may follow on this connection. */
  isOpen = true;

  constructor(pool: Pool, before: Line | undefined) {
    this.#client = before ? before.#ended.then(() => pool.connect()) : pool.connect();
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  async run<T>(send: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    this.#statements += 1;
    try {
      return await send(await this.#client);
    } catch (error) {
      // What it left in the connection is not known.
      this.isOpen = false;
      this.#failure = error as Error;
      throw error;
    } finally {
      this.#statements -= 1;
      if (this.#statements === 0) await this.#close();
    }
  }

  async #close(): Promise<void> {
    this.isOpen = false;
    const client = await this.#client.catch(() => undefined);
    client?.release(this.#failure);
    this.#end();
  }

  /** Whether all of its statements were answered. */
  get hasEnded(): boolean {
    return this.#statements === 0;
  }
}

function isShort({ waitingCount, idleCount }: Pool): boolean {
  return waitingCount > 0 && idleCount === 0;
}

/**
 * Sends statements of a queue over one connection, each without waiting for the answer of the one before: the database
 * begins with it as soon as that one has committed, and never while it runs. When others wait for a connection, those
 * that are on their way are waited for, and the connection is given back first.
 */
export function createOrderedStatements(
  pool: Pool,
): <T>(queue: string, send: (client: pg.PoolClient) => Promise<T>) => Promise<T> {
  const lines = new Map<string, Line>();
  return async (queue, send) => {
    const before = lines.get(queue);
    let line = before;
    if (!line?.isOpen || isShort(pool)) {
      if (line) line.isOpen = false;
      line = new Line(pool, before);
      lines.set(queue, line);
    }
    try {
      return await line.run(send);
    } finally {
      // Whoever comes before that has to find it, to wait for its end.
      if (line.hasEnded && lines.get(queue) === line) lines.delete(queue);
    }
  };
}
