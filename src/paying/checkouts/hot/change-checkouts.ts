import type { NewEvent } from '#messaging/events/event.ts';
import type { Entry } from '#paying/ledger/ledger.ts';
import type { NewAuditEntry } from '#platform/audit/audit.ts';
import { recordAuditBy } from '#platform/audit/record-audit.ts';
import { coalesce } from '#platform/db/coalesce.ts';
import type { Database, RunStatement } from '#platform/db/database.ts';
import { assert } from '#platform/kit/assert.ts';
import type { Clock } from '#platform/kit/clock.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { counterShards } from '#selling/payment-links/payment-link.ts';
import {
  applyToPlaces,
  type BookedRefund,
  type Change,
  type LinkCounterChange,
  type NewRefund,
  type RefundResult,
  withPendingRefunds,
} from '../changes.ts';
import type { CheckoutState, Places } from '../checkout.ts';
import { checkoutEvent, transactionEvent } from '../checkout-event.ts';
import type { IdempotencyKey, StoredAnswer, StoredKey } from '../idempotency.ts';
import { refundEvents } from '../refund-event.ts';
import { bookChange, type Reserve } from './book-change.ts';
import { type Loaded, loadCheckouts, makeRoom } from './load-checkouts.ts';
import { writeCheckouts } from './write-checkouts.ts';

/*
 * Changes checkouts under their locks: load, decide, write, in one transaction for all that wait. Writes
 * everything that write-checkouts.ts lists, counter rows that load-checkouts.ts adds, and the audit log.
 */

export type Decision<Result> = {
  readonly result: Result;
  readonly change?: Change;
  /** Stored beside the change, so that a crash leaves both or none. */
  readonly key?: IdempotencyKey & { readonly answer?: StoredAnswer };
  readonly answer?: { readonly scope: string; readonly answer: StoredAnswer };
  /** Who asked for it, where somebody of the merchant's did; written in the same transaction. */
  readonly audit?: NewAuditEntry;
};

export type ChangeRequest<Result> = {
  readonly organizationId: string;
  readonly checkoutId: string;
  /** The checkout's link, where a place may move; found out by a second look when left out. */
  readonly paymentLinkId?: string | null;
  /** Whether a payment may be counted, so that the link's counter is locked first. */
  readonly countsPayment?: boolean;
  readonly idempotencyScope?: string;
  /** Whether its decision may be written into the audit log: buyers never share a transaction with one that waits there. */
  readonly isAudited?: boolean;
  /** Pure: may run again when the transaction is repeated. */
  readonly decide: (found: {
    state: CheckoutState;
    places: Places | null;
    key: StoredKey | undefined;
    now: Date;
  }) => Decision<Result>;
};

export type ChangeCheckout = <Result>(request: ChangeRequest<Result>) => Promise<Result | undefined>;

/** Gives the one function by which a checkout changes; calls that wait share a transaction. */
export function createChangeCheckout(database: Database, clock: Clock): ChangeCheckout {
  const changeOne = coalesce<ChangeRequest<unknown>, unknown>({
    groupOf: (request) => request.organizationId,
    runBatch: (requests) => runBatch(database, clock, requests),
  });
  const changeAlone = async (request: ChangeRequest<unknown>) =>
    (await runBatch(database, clock, [request]))[0];
  return <Result>(request: ChangeRequest<Result>) => {
    const change = request.isAudited ? changeAlone : changeOne;
    return change(request as ChangeRequest<unknown>) as Promise<Result | undefined>;
  };
}

async function runBatch(
  database: Database,
  clock: Clock,
  requests: ChangeRequest<unknown>[],
): Promise<unknown[]> {
  let alsoPlaces: string[] = [];
  for (;;) {
    const outcome = await database.preparedTransaction((run, finish) =>
      decideBatch({ run, finish }, clock, requests, alsoPlaces),
    );
    if ('results' in outcome) return outcome.results;
    // A checkout without a place belongs to a link that was limited meanwhile: its places are locked first.
    alsoPlaces = outcome.missingPlaces;
  }
}

type BatchOutcome = { results: unknown[] } | { missingPlaces: string[] };

async function decideBatch(
  { run, finish }: { run: RunStatement; finish: RunStatement },
  clock: Clock,
  requests: ChangeRequest<unknown>[],
  alsoPlaces: string[],
): Promise<BatchOutcome> {
  const organizationId = requests[0]?.organizationId as string;
  const shard = Math.floor(Math.random() * counterShards);
  const request = {
    organizationId,
    checkoutIds: distinct(requests.map((request) => request.checkoutId)),
    linksToCount: distinct(
      requests.flatMap((request) =>
        request.countsPayment && request.paymentLinkId ? [request.paymentLinkId] : [],
      ),
    ),
    linksWithPlaces: distinct([...requests.flatMap((request) => request.paymentLinkId ?? []), ...alsoPlaces]),
    shard,
    idempotencyScopes: distinct(requests.flatMap((request) => request.idempotencyScope ?? [])),
    offsetMs: clock.offsetMs,
  };
  const loaded = await loadCheckouts(run, request);
  const missingPlaces = linksWithoutLockedPlaces(loaded, requests);
  if (missingPlaces.length > 0) return { missingPlaces };
  await makeRoom(run, request, loaded);
  const batch = new Batch(organizationId, loaded, clock);
  const results = requests.map((request) => batch.decide(request));
  if (!batch.isChanged()) return { results };
  const { audits, ...writes } = batch.writes();
  await writeCheckouts(audits.length > 0 ? run : finish, { ...writes, shard });
  // Last: whoever writes into the log next waits for this transaction.
  for (const entry of audits) await recordAuditBy(run, entry, clock.now());
  return { results };
}

function linksWithoutLockedPlaces(loaded: Loaded, requests: readonly ChangeRequest<unknown>[]): string[] {
  return distinct(
    requests.flatMap((request) => {
      const state = loaded.states.get(request.checkoutId);
      if (
        !state?.paymentLinkId ||
        loaded.places.has(state.paymentLinkId) ||
        !loaded.limited.has(state.paymentLinkId)
      )
        return [];
      const mayMovePlaces = !state.hasPlace || request.paymentLinkId !== undefined;
      return mayMovePlaces ? [state.paymentLinkId] : [];
    }),
  );
}

/** Decides one request after the other on the states as the earlier ones left them. */
class Batch {
  readonly #organizationId: string;
  readonly #loaded: Loaded;
  readonly #clock: Clock;
  readonly #states: Map<string, CheckoutState>;
  readonly #places: Map<string, Places>;
  readonly #keys: Map<string, StoredKey>;
  readonly #counters = new Map<string, LinkCounterChange[]>();
  readonly #refunds: BookedRefund[] = [];
  readonly #refundResults: RefundResult[] = [];
  readonly #entries: (Entry & { id: string })[] = [];
  readonly #reserves: Reserve[] = [];
  readonly #newKeys: (IdempotencyKey & { readonly answer?: StoredAnswer })[] = [];
  readonly #answers: { scope: string; answer: StoredAnswer }[] = [];
  readonly #events: NewEvent[] = [];
  readonly #audits: NewAuditEntry[] = [];

  constructor(organizationId: string, loaded: Loaded, clock: Clock) {
    this.#organizationId = organizationId;
    this.#loaded = loaded;
    this.#clock = clock;
    this.#states = new Map(loaded.states);
    this.#places = new Map(loaded.places);
    this.#keys = new Map(loaded.keys);
  }

  decide(request: ChangeRequest<unknown>): unknown {
    const state = this.#states.get(request.checkoutId);
    if (!state) return undefined;
    const places = (state.paymentLinkId && this.#places.get(state.paymentLinkId)) || null;
    const key = request.idempotencyScope ? this.#keys.get(request.idempotencyScope) : undefined;
    const decision = request.decide({ state, places, key, now: this.#loaded.now });
    if (decision.key) {
      this.#newKeys.push(decision.key);
      this.#keys.set(decision.key.scope, {
        bodyHash: decision.key.bodyHash,
        answer: decision.key.answer ?? null,
      });
    }
    if (decision.answer) this.#answers.push(decision.answer);
    if (decision.change) this.#apply(state, decision.change);
    if (decision.audit) this.#note(request, decision.audit);
    return decision.result;
  }

  #note(request: ChangeRequest<unknown>, entry: NewAuditEntry): void {
    assert(request.isAudited, 'A change that is written into the audit log says so when it is asked for.');
    this.#audits.push(entry);
  }

  #apply(before: CheckoutState, change: Change): void {
    const now = this.#loaded.now;
    const told = change.tells ? this.#tell(change.state) : change.state;
    if (!change.tells && before.status !== told.status)
      this.#events.push(checkoutEvent(told, this.#newId(), now));
    const booked = change.refunds.map((refund) => this.#book(refund, told));
    const after = withPendingRefunds(told, booked, change.refundResults ?? [], now);
    this.#states.set(after.id, after);
    this.#refunds.push(...booked);
    this.#refundResults.push(...(change.refundResults ?? []));
    const books = bookChange(before, after, booked, change.refundResults ?? [], now);
    this.#entries.push(...books.entries.map((entry) => ({ ...entry, id: this.#newId() })));
    this.#reserves.push(...books.reserves);
    this.#events.push(...refundEvents(after, booked, change.refundResults ?? [], () => this.#newId(), now));
    this.#count(after, change);
  }

  #book(refund: NewRefund, state: CheckoutState): BookedRefund {
    const id = 'id' in refund ? refund.id : this.#newId();
    const requestedBy = 'requestedBy' in refund ? refund.requestedBy : null;
    return {
      ...refund,
      id,
      requestedBy,
      isExcess: refund.reason === 'excess_charge' && requestedBy === null,
      state,
    };
  }

  #count(after: CheckoutState, change: Change): void {
    const link = after.paymentLinkId;
    if (!link) return;
    this.#counters.set(link, [
      ...(this.#counters.get(link) ?? []),
      { ...change.counters, currency: after.currency },
    ]);
    const places = applyToPlaces(this.#places.get(link) ?? null, change.counters);
    if (places) this.#places.set(link, places);
  }

  #tell(state: CheckoutState): CheckoutState {
    if (!state.transaction) return state;
    const told = {
      ...state,
      transaction: { ...state.transaction, sequence: state.transaction.sequence + 1 },
    };
    this.#events.push(transactionEvent(told, this.#newId(), this.#loaded.now));
    return told;
  }

  #newId(): string {
    return uuidv7(this.#clock.now());
  }

  isChanged(): boolean {
    const rows = [this.#newKeys, this.#answers, this.#refundResults, this.#changedStates()];
    return rows.some((list) => list.length > 0);
  }

  #changedStates() {
    return [...this.#states.values()].flatMap((after) => {
      const before = this.#loaded.states.get(after.id);
      return before && before !== after ? [{ before, after }] : [];
    });
  }

  writes() {
    return {
      organizationId: this.#organizationId,
      now: this.#loaded.now,
      states: this.#changedStates(),
      counters: this.#counters,
      refunds: this.#refunds,
      refundResults: this.#refundResults,
      entries: this.#entries,
      reserves: this.#reserves,
      keys: this.#newKeys,
      answers: this.#answers,
      events: this.#events,
      audits: this.#audits,
    };
  }
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
