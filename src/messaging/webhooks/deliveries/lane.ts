import type { ClaimedDelivery } from './store.ts';

const firstLimit = 4;
const highestLimit = 32;
/** What an endpoint keeps although it is slow, and although it does not answer. */
const slowLimit = 4;
const deadLimit = 1;
/** An answer within this time lets a lane send more at once; one that takes longer, or none, halves that. */
const quickMs = 1_000;
/** As much as is sent within this time is kept ready, if answers are quick. */
const readyMs = 1_000;
const quickestMs = 4;
const mostReady = 256;
/** After an attempt without answer, so that a receiver that refuses at once is not tried as fast as it refuses. */
const restMs = 500;
/** What was claimed longer ago is not begun any more: it has to end before its lease does. */
const beginWithinMs = 20_000;

/** How many may begin in a second over a longer time, and how many at once after a pause. */
export type Pace = { readonly perSecond: number; readonly atOnce: number };

/** Of the sandbox: anybody may play there, and the address that is sent to may be somebody else's. */
export const sandboxPace: Pace = { perSecond: 10, atOnce: 100 };

type Ready = { readonly delivery: ClaimedDelivery; readonly claimedAtMs: number };

/**
 * What one endpoint may have in flight. Each starts with a few and earns more by answering quickly, so that a slow
 * one takes hardly anything from the others. Kept in memory only: nothing correct depends on it.
 */
export class Lane {
  #limit = firstLimit;
  #averageMs = quickMs;
  #inFlight = 0;
  #ready: Ready[] = [];
  #mayHaveMore = false;
  #restsUntilMs = 0;
  readonly #pace: Pace | undefined;
  #allowed: number;
  #allowedAtMs = 0;

  /** @param pace none: as fast as the receiver answers */
  constructor(pace?: Pace) {
    this.#pace = pace;
    this.#allowed = pace?.atOnce ?? Number.POSITIVE_INFINITY;
  }

  get isIdle(): boolean {
    return this.#inFlight === 0 && this.#ready.length === 0;
  }

  /** How many deliveries it could take beside those that it has. */
  roomAt(nowMs: number): number {
    if (nowMs < this.#restsUntilMs) return 0;
    const isQuick = this.#averageMs < quickMs / 4;
    const ahead = isQuick ? (this.#limit * readyMs) / Math.max(this.#averageMs, quickestMs) : 0;
    const most = Math.min(this.#limit + Math.floor(ahead), mostReady);
    const room = Math.min(most - this.#inFlight, Math.floor(this.#allowedAt(nowMs)));
    return Math.max(0, room - this.#ready.length);
  }

  /** Whether it is worth asking the database for more now. */
  wantsMoreAt(nowMs: number): boolean {
    return this.#mayHaveMore && this.roomAt(nowMs) >= Math.max(1, this.#inFlight + this.#ready.length);
  }

  /** Takes what was claimed for it; `asked` is what it could have got. */
  fill(deliveries: readonly ClaimedDelivery[], asked: number, nowMs: number): void {
    this.#ready.push(...deliveries.map((delivery) => ({ delivery, claimedAtMs: nowMs })));
    this.#mayHaveMore = deliveries.length === asked;
  }

  /** There is more for it than it has room for. */
  skip(): void {
    this.#mayHaveMore = true;
  }

  /** The next one to send, if it may send another one now. */
  beginAt(nowMs: number): ClaimedDelivery | undefined {
    if (this.#inFlight >= this.#limit || nowMs < this.#restsUntilMs) return undefined;
    if (this.#allowedAt(nowMs) < 1) return undefined;
    const next = this.#ready.shift();
    if (next) {
      this.#inFlight += 1;
      this.#allowed -= 1;
    }
    return next?.delivery;
  }

  #allowedAt(nowMs: number): number {
    if (!this.#pace) return this.#allowed;
    const { perSecond, atOnce } = this.#pace;
    const earned = (Math.max(0, nowMs - this.#allowedAtMs) * perSecond) / 1_000;
    this.#allowed = Math.min(atOnce, this.#allowed + earned);
    this.#allowedAtMs = nowMs;
    return this.#allowed;
  }

  /**
   * Learns from an attempt that ended.
   *
   * @param hasAnswer whether the receiver answered at all, whatever it said
   */
  end(durationMs: number, hasAnswer: boolean, nowMs: number): void {
    this.#inFlight -= 1;
    this.#averageMs = this.#averageMs * 0.8 + durationMs * 0.2;
    if (hasAnswer && durationMs < quickMs) {
      this.#limit = Math.min(highestLimit, this.#limit + 1);
      return;
    }
    this.#limit = Math.max(hasAnswer ? slowLimit : deadLimit, Math.floor(this.#limit / 2));
    if (!hasAnswer) this.#restsUntilMs = nowMs + restMs;
  }

  /** What it should not keep from others any longer: more than it can send soon, or too long. */
  overdueAt(nowMs: number): ClaimedDelivery[] {
    const [oldest] = this.#ready;
    if (!oldest) return [];
    const isStale = oldest.claimedAtMs + beginWithinMs < nowMs;
    const isSlow = this.#averageMs >= quickMs / 4 && this.#ready.length > this.#limit;
    return isStale || isSlow || nowMs < this.#restsUntilMs ? this.clear() : [];
  }

  /** Gives back everything that is not being sent. */
  clear(): ClaimedDelivery[] {
    return this.#ready.splice(0).map(({ delivery }) => delivery);
  }
}
