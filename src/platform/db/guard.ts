import type { Writable } from 'node:stream';
import pg from 'pg';
import { cancelRequest } from './cancel-request.ts';
import { mayHaveArrived, NoAnswer } from './failures.ts';
import { liftTimeLimitText, timeLimits } from './time-limits.ts';
import { OutcomeUnknown } from './unavailable.ts';
import type { Watch } from './watch.ts';

type Query = (...given: unknown[]) => Promise<unknown>;
type Connection = { readonly stream: Writable };

type Asked = {
  readonly text: string;
  readonly sinceMs: number;
  /** It is part of a transaction that goes on after it. */
  readonly isInside: boolean;
};

const writing = /\b(insert|update|delete|merge|truncate|create|alter|drop|copy)\b/i;

/** Whether a statement may change something; in doubt it does. */
export function mayWrite(text: string): boolean {
  return writing.test(text);
}

/**
 * Watches over the statements of one connection. One that has no answer in time ends the connection, because nobody
 * knows what it would answer to the next; and where a commit may have gone through, that is what its caller is told.
 */
export class Guard {
  readonly #client: pg.PoolClient;
  readonly #watch: Watch;
  readonly #asked: Asked[] = [];
  #acquiredSinceMs: number | undefined;
  #isInTransaction = false;
  #isLifted = false;
  #isOut = false;

  constructor(client: pg.PoolClient, watch: Watch) {
    this.#client = client;
    this.#watch = watch;
    this.#stream.on('data', watch.heard);
    client.query = ((...given: unknown[]) => this.#query(given)) as typeof client.query;
  }

  /** @param sinceMs when its user began to wait for a connection */
  acquired(sinceMs: number): void {
    this.#acquiredSinceMs = sinceMs;
    this.#isInTransaction = false;
    this.#isLifted = false;
    this.#isOut = true;
  }

  released(): void {
    this.#isOut = false;
  }

  /** Ends the connection when the statement that it answers next has waited too long. */
  look(nowMs: number): void {
    // What a new connection is asked first has waited less than whoever waited for the connection.
    const sinceMs = Math.min(...this.#asked.map((asked) => asked.sinceMs));
    if (nowMs - sinceMs < timeLimits.answerMs) return;
    if (this.#isLifted && this.#watch.silentForMs < timeLimits.silenceMs) return;
    this.#watch.gaveUp(sinceMs);
    this.#giveUp();
  }

  /** Ends it when nobody uses it: whatever is asked over it next would have no answer. */
  dropIdle(): void {
    if (!this.#isOut) this.#giveUp();
  }

  #giveUp(): void {
    // A commit that is canceled while it waits for a standby counts as done without it, so those are left alone.
    const mayCommit = this.#asked.some(({ isInside, text }) => !isInside && mayCommitBy(text));
    if (this.#asked.length > 0 && !mayCommit) cancelRequest(this.#client);
    this.#stream.destroy(new NoAnswer(timeLimits.answerMs));
  }

  get #stream(): Writable {
    return (this.#client as unknown as { connection: Connection }).connection.stream;
  }

  async #query(given: unknown[]): Promise<unknown> {
    const asked = this.#note(textOf(given[0]));
    this.#asked.push(asked);
    try {
      return await (pg.Client.prototype.query as unknown as Query).apply(this.#client, given);
    } catch (error) {
      if (!asked.isInside && mayHaveArrived(error) && mayCommitBy(asked.text))
        throw new OutcomeUnknown(error);
      throw error;
    } finally {
      // They are answered in the order in which they were asked.
      this.#asked.splice(this.#asked.indexOf(asked), 1);
    }
  }

  #note(text: string): Asked {
    const sinceMs = this.#acquiredSinceMs ?? this.#watch.elapsedMs;
    this.#acquiredSinceMs = undefined;
    if (text === liftTimeLimitText) this.#isLifted = true;
    const begins = text.startsWith('begin') || text.startsWith('start transaction');
    const ends = text.startsWith('commit') || text.startsWith('rollback');
    const isInside = begins || (this.#isInTransaction && !ends);
    if (begins || ends) {
      this.#isInTransaction = begins;
      this.#isLifted = false;
    }
    return { text, sinceMs, isInside };
  }
}

function mayCommitBy(text: string): boolean {
  return text.startsWith('commit') || mayWrite(text);
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : ((query as { text?: string } | undefined)?.text ?? '');
}
