import { monotonicMs } from '#platform/kit/clock.ts';
import { diskFull, isLost, isShortage, sqlState } from './failures.ts';
import { createProof, type Proof, type ProofOptions } from './proof.ts';
import { DatabaseUnavailable } from './unavailable.ts';

type WatchLog = (fields: Record<string, unknown>, message: string) => void;

export type WatchOptions = ProofOptions & {
  readonly log?: { readonly error: WatchLog; readonly warn: WatchLog; readonly info: WatchLog } | undefined;
  /** Told when the database answers and keeps what is written again. */
  readonly onBack?: (() => void) | undefined;
};

/** What the watch looks after: connections whose statements may have waited too long. */
export type Watched = { look(nowMs: number): void; dropIdle(): void };

const lookEveryMs = 100;
const askAgainMs = 500;
const shortageToldEveryMs = 60_000;
/** How long a proof serves everybody who asks. */
const proofServesMs = 1_000;

/**
 * Knows whether the database answers and keeps what is written. In trouble it asks again twice a second; meanwhile those
 * who would wait for nothing are told at once. It writes one line when trouble begins, and one when it is over.
 */
export class Watch {
  readonly heard = (): void => {
    this.#heardAtMs = this.elapsedMs;
    this.#hasSpoken = true;
  };
  readonly #options: WatchOptions;
  readonly #proof: ReturnType<typeof createProof>;
  readonly #watched = new Set<Watched>();
  readonly #looking: NodeJS.Timeout;
  readonly #toldShortages = new Map<string, number>();
  #elapsedMs = 0;
  #lookedAtMs = monotonicMs();
  #heardAtMs = 0;
  /** Whether it said something since the last proof began. */
  #hasSpoken = false;
  #trouble: (Exclude<Proof, { kind: 'kept' }> & { readonly sinceMs: number }) | undefined;
  #proving: Promise<Proof> | undefined;
  #proven: { readonly proof: Proof; readonly atMs: number } | undefined;
  #askAgain: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#proof = createProof(options);
    this.#looking = setInterval(() => this.#look(), lookEveryMs);
    this.#looking.unref();
  }

  /**
   * Counts as long as this process runs: while it stands still, or is busy, nobody waits for the database, whose answers
   * may have arrived and lie there unread.
   */
  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  add(watched: Watched): void {
    this.#watched.add(watched);
  }

  remove(watched: Watched): void {
    this.#watched.delete(watched);
  }

  /** Throws while the database is known to be silent, so that nobody waits for an answer that does not come. */
  admit(): void {
    if (this.#trouble?.kind === 'silent') throw new DatabaseUnavailable(this.#trouble.reason);
  }

  /** The same for what writes, which also fails while the database answers and keeps nothing. */
  admitWrite(): void {
    this.admit();
    if (this.#trouble?.kind === 'not_kept') throw new DatabaseUnavailable(this.#trouble.reason);
  }

  get isInTrouble(): boolean {
    return this.#trouble !== undefined;
  }

  /** How long the database has been silent; 0 when it is not. */
  get silentForMs(): number {
    return this.#trouble?.kind === 'silent' ? monotonicMs() - this.#trouble.sinceMs : 0;
  }

  /** A statement that was asked at this moment got no answer. */
  gaveUp(sinceMs: number): void {
    if (this.#heardAtMs >= sinceMs) this.#suspect();
    else this.#note({ kind: 'silent', reason: 'It does not answer.' });
  }

  /** Something failed because the database is away or short of something. */
  report(error: unknown): void {
    if (isShortage(error)) this.#tellShortage(error as Error);
    if (sqlState(error) === diskFull) this.#proof.doubtRoom();
    // Whatever was proven before says nothing about a database that lost a connection since.
    if (sqlState(error) === diskFull || isLost(error)) this.#proven = undefined;
    this.#suspect();
  }

  /** A new connection has no time limits: one forgotten lock would hold up everybody who uses it. */
  doubtLimits(): void {
    this.#proof.doubtLimits();
    this.#proven = undefined;
    this.#suspect();
  }

  /** Proves that the database keeps a write, or tells why it does not. Whoever asks within a second gets the same proof. */
  prove(): Promise<Proof> {
    if (this.#proving) return this.#proving;
    if (
      this.#proven &&
      monotonicMs() - this.#proven.atMs < proofServesMs &&
      !this.#isRefuted(this.#proven.proof)
    )
      return Promise.resolve(this.#proven.proof);
    this.#proving = this.#lookAnew().then((proof) => {
      this.#proving = undefined;
      this.#proven = { proof, atMs: monotonicMs() };
      this.#note(proof);
      return proof;
    });
    return this.#proving;
  }

  async #lookAnew(): Promise<Proof> {
    this.#hasSpoken = false;
    const proof = await this.#proof.prove();
    // It came back while it was looked for.
    return this.#isRefuted(proof) && !this.#isClosed ? this.#proof.prove() : proof;
  }

  /** Whoever has just had an answer from the database is not told that it is away. */
  #isRefuted({ kind }: Proof): boolean {
    return (kind === 'silent' || kind === 'unreachable') && this.#hasSpoken;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#looking);
    clearTimeout(this.#askAgain);
    await this.#proof.close();
  }

  #look(): void {
    const nowMs = monotonicMs();
    this.#elapsedMs += Math.min(nowMs - this.#lookedAtMs, 2 * lookEveryMs);
    this.#lookedAtMs = nowMs;
    for (const watched of this.#watched) watched.look(this.#elapsedMs);
  }

  #suspect(): void {
    if (!this.#trouble && !this.#isClosed) void this.prove();
  }

  #note(proof: Proof): void {
    if (this.#isClosed) return;
    if (proof.kind === 'kept') {
      this.#noteBack();
      return;
    }
    const isNew = this.#trouble?.kind !== proof.kind;
    // Nobody is told that it is ready by a proof of before.
    if (this.#proven?.proof.kind === 'kept') this.#proven = undefined;
    this.#trouble = { ...proof, sinceMs: this.#trouble?.sinceMs ?? monotonicMs() };
    if (isNew) this.#options.log?.error({ reason: proof.reason }, sentences[proof.kind]);
    if (isNew && proof.kind === 'silent') for (const watched of this.#watched) watched.dropIdle();
    clearTimeout(this.#askAgain);
    this.#askAgain = setTimeout(() => {
      this.#proven = undefined;
      void this.prove();
    }, askAgainMs);
    this.#askAgain.unref();
  }

  #noteBack(): void {
    if (!this.#trouble) return;
    // Those that were opened meanwhile go on without limits.
    if (this.#trouble.kind === 'unlimited') for (const watched of this.#watched) watched.dropIdle();
    const seconds = Math.round((monotonicMs() - this.#trouble.sinceMs) / 100) / 10;
    this.#trouble = undefined;
    this.#options.log?.info({ after_seconds: seconds }, 'the database is back and keeps what is written');
    this.#options.onBack?.();
  }

  #tellShortage(error: Error): void {
    const code = sqlState(error) ?? '';
    const toldAtMs = this.#toldShortages.get(code);
    if (toldAtMs !== undefined && monotonicMs() - toldAtMs < shortageToldEveryMs) return;
    this.#toldShortages.set(code, monotonicMs());
    this.#options.log?.error({ code, reason: error.message }, 'the database is short of something');
  }
}

const sentences = {
  silent: 'the database does not answer',
  unreachable: 'the database cannot be reached',
  not_kept: 'the database answers, but keeps nothing that is written',
  unmigrated: 'the database lacks migrations of this build',
  unlimited:
    'the database sets no time limits for statements of new connections; a pooler may take them away',
} as const;
