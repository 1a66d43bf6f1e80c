import pg from 'pg';
import { monotonicMs } from '#platform/kit/clock.ts';
import { cancelRequest } from './cancel-request.ts';
import { isLost, NoAnswer } from './failures.ts';
import { areLimited, askedLimits, type FoundLimits, readLimitsText, timeLimits } from './time-limits.ts';

/**
 * What a look at the database found: it keeps a write; it answers, but keeps none; it says nothing; nobody is there; its
 * tables are older than this build; or nothing limits how long a statement of a new connection takes.
 */
export type Proof =
  | { readonly kind: 'kept' }
  | {
      readonly kind: 'not_kept' | 'silent' | 'unreachable' | 'unmigrated' | 'unlimited';
      readonly reason: string;
    };

export type ProofOptions = {
  readonly connection: pg.ClientConfig;
  readonly applicationName: string;
  /** Names of the migrations that have to be there. */
  readonly migrations: () => Promise<readonly string[]>;
};

const undefinedTable = '42P01';
const slots = 16;
const forgottenAfterMs = 30_000;

/*
 * Something that no page in memory has room for: a temporary file of a megabyte, on the disk of the database's own tables,
 * gone with the statement. One row that is written over and over fits where it was, also when the disk is full.
 */
const takeRoom = `set local work_mem = '64kB'; select count(*) from generate_series(1, 50000);`;

type Line = { readonly client: pg.Client; isOpen: boolean };

/**
 * Proves over a connection of its own that the database keeps a write: one row of a few that are written over and over.
 * A write that never ends keeps its connection, and is waited for while another connection asks whether the database
 * answers at all; so trouble that lasts costs it no more than two connections.
 */
export function createProof(options: ProofOptions): {
  prove(): Promise<Proof>;
  /** A write found the disk full: until a proof has found room on it, none is worth anything without. */
  doubtRoom(): void;
  /** A connection has no time limits: until a new one has them, none is worth anything. */
  doubtLimits(): void;
  close(): Promise<void>;
} {
  const slot = Math.floor(Math.random() * slots);
  let line: Line | undefined;
  let isRoomDoubted = false;
  let areLimitsDoubted = false;
  let hanging: { readonly line: Line; readonly sinceMs: number } | undefined;

  const open = async (limit: Limit): Promise<Line> => {
    if (line?.isOpen) return line;
    const client = new pg.Client({
      ...options.connection,
      ...askedLimits,
      application_name: options.applicationName,
    });
    const opened: Line = { client, isOpen: true };
    const over = () => {
      opened.isOpen = false;
    };
    client.on('error', over).on('end', over);
    line = opened;
    await limit.of(client, client.connect());
    return opened;
  };

  const dropLine = () => {
    if (line) destroy(line.client);
    line = undefined;
  };

  const dropHanging = () => {
    if (!hanging) return;
    // It holds nothing but its own row, so that nobody misses what it wrote.
    cancelRequest(hanging.line.client);
    destroy(hanging.line.client);
    hanging = undefined;
  };

  const write = async (limit: Limit, by: Line): Promise<Proof> => {
    if (hanging && monotonicMs() - hanging.sinceMs > forgottenAfterMs) dropHanging();
    if (hanging) return notKept;
    const wasRoomDoubted = isRoomDoubted;
    isRoomDoubted = false;
    const written = by.client.query(
      `${wasRoomDoubted ? takeRoom : ''} update heartbeats set beaten_at = clock_timestamp() where slot = ${slot}`,
    );
    try {
      await limit.withoutEnd(written);
      return { kind: 'kept' };
    } catch (error) {
      isRoomDoubted ||= wasRoomDoubted;
      if (!(error instanceof NoAnswer)) throw error;
      const hung = { line: by, sinceMs: monotonicMs() };
      hanging = hung;
      line = undefined;
      const over = () => {
        if (hanging !== hung) return;
        hanging = undefined;
        destroy(by.client);
      };
      written.then(over, over);
      return notKept;
    }
  };

  const lookAtLimits = async (limit: Limit, by: Line): Promise<Proof> => {
    const { rows } = await limit.of(by.client, by.client.query<FoundLimits>(readLimitsText));
    areLimitsDoubted = !areLimited(rows);
    // What a connection was given when it began, it keeps; only a new one can have more.
    if (areLimitsDoubted) dropLine();
    return areLimitsDoubted ? unlimited : { kind: 'kept' };
  };

  const look = async (): Promise<Proof> => {
    const limit = new Limit(timeLimits.proofMs);
    const by = await open(limit);
    const known = await limit.of(
      by.client,
      by.client.query<{ name: string }>('select name from schema_migrations where hash is not null'),
    );
    const names = new Set(known.rows.map(({ name }) => name));
    const missing = (await options.migrations()).filter((name) => !names.has(name));
    if (missing.length > 0) return { kind: 'unmigrated', reason: `It lacks ${missing.join(', ')}.` };
    const proof = await write(limit, by);
    return proof.kind === 'kept' && areLimitsDoubted ? lookAtLimits(limit, by) : proof;
  };

  return {
    prove: async () => {
      try {
        return await look();
      } catch (error) {
        return explain(error as Error & { code?: string });
      }
    },
    doubtRoom: () => {
      isRoomDoubted = true;
    },
    doubtLimits: () => {
      if (areLimitsDoubted) return;
      areLimitsDoubted = true;
      dropLine();
    },
    close: async () => {
      if (hanging) destroy(hanging.line.client);
      if (line) destroy(line.client);
    },
  };
}

const notKept: Proof = { kind: 'not_kept', reason: `A write was not kept within ${timeLimits.proofMs} ms.` };

const unlimited: Proof = {
  kind: 'unlimited',
  reason: 'statement_timeout or idle_in_transaction_session_timeout is 0 on a new connection.',
};

function explain(error: Error & { code?: string }): Proof {
  if (error instanceof NoAnswer) return { kind: 'silent', reason: error.message };
  if (error.code === undefinedTable) return { kind: 'unmigrated', reason: error.message };
  if (error.code === undefined || isLost(error)) return { kind: 'unreachable', reason: error.message };
  const isConnected = error.code.length === 5 && !/^(28|3D|53300)/.test(error.code);
  return { kind: isConnected ? 'not_kept' : 'unreachable', reason: error.message };
}

/** One time for several steps. */
class Limit {
  readonly #endMs: number;
  readonly #wholeMs: number;

  constructor(wholeMs: number) {
    this.#wholeMs = wholeMs;
    this.#endMs = monotonicMs() + wholeMs;
  }

  /** Ends the connection when the step takes too long. */
  async of<T>(client: pg.Client, step: Promise<T>): Promise<T> {
    try {
      return await this.withoutEnd(step);
    } catch (error) {
      if (error instanceof NoAnswer) destroy(client);
      throw error;
    }
  }

  async withoutEnd<T>(step: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new NoAnswer(this.#wholeMs)), Math.max(0, this.#endMs - monotonicMs()));
    });
    step.catch(() => undefined);
    try {
      return await Promise.race([step, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function destroy(client: pg.Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
