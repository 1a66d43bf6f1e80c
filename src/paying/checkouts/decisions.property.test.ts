import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ProviderPayment } from '#paying/providers/port.ts';
import { isUndecided } from './attempt.ts';
import { applyToPlaces, type Change, hasRoom, type NewRefund } from './changes.ts';
import type { CheckoutState, Places } from './checkout.ts';
import { decideBegin } from './decide-begin.ts';
import { type CloseDecision, decideCancel, decideExpire } from './decide-close.ts';
import { decideProviderResult } from './decide-provider-result.ts';
import { cardForm, checkout, lifeMs, now, answers as outcomes, transfer, uuid } from './testing/states.ts';

/** One link with its buyers: all decisions in a row, as the lock of the database puts them. */
class World {
  readonly checkouts: CheckoutState[] = [];
  readonly refunds: NewRefund[] = [];
  readonly told = new Map<string, number[]>();
  places: Places | null;
  isClosed = false;
  time = now;
  #ids = 1_000;

  constructor(maxUses: number | null) {
    this.places = maxUses === null ? null : { maxUses, used: 0, held: 0 };
  }

  start(): void {
    if (this.isClosed || (this.places && !hasRoom(this.places))) return;
    const expiresAt = new Date(this.time.getTime() + lifeMs);
    const hasPlace = this.places !== null;
    this.checkouts.push(checkout({ id: this.#newId(), hasPlace, createdAt: this.time, expiresAt }));
    if (this.places) this.places = { ...this.places, held: this.places.held + 1 };
  }

  begin(index: number, way: Way, answer: Answer): void {
    this.#with(index, (state) => {
      const ids = { attemptId: this.#newId(), transactionId: this.#newId() };
      const input = { ...ids, way: ways[way], timeToLiveSeconds: lifeMs / 1000 };
      const decision = decideBegin(state, this.places, input, this.time);
      if (decision.verdict === 'begun') return decision.change;
      if (decision.verdict !== 'expire_first') return undefined;
      return this.#settled(state, decision.attemptId, answer);
    });
  }

  settle(index: number, attemptIndex: number, answer: Answer): void {
    this.#with(index, (state) => {
      const attempt = state.attempts[attemptIndex % Math.max(1, state.attempts.length)];
      return attempt && this.#settled(state, attempt.id, answer);
    });
  }

  close(index: number, how: 'buyer' | 'link' | 'expiry', answer: Answer): void {
    if (how === 'link' && !this.isClosed) return;
    this.#with(index, (state) => {
      const decision: CloseDecision =
        how === 'expiry'
          ? decideExpire(state, this.time)
          : decideCancel(
              state,
              { reason: how === 'link' ? 'link_closed' : how, transactionId: this.#newId() },
              this.time,
            );
      if (decision.verdict === 'closed') return decision.change;
      if (decision.verdict !== 'expire_first') return undefined;
      return this.#settled(state, decision.attemptId, answer);
    });
  }

  /** What a merchant may do to the limit, with the rule that it never goes below what is taken. */
  limit(wanted: number | null): void {
    const used = this.checkouts.filter(({ status }) => status === 'paid').length;
    if (wanted === null) {
      this.places = null;
      this.checkouts.forEach((state, index) => {
        if (state.hasPlace) this.checkouts[index] = { ...state, hasPlace: false };
      });
      return;
    }
    const taken = this.places ?? { used, held: 0 };
    this.places = { ...taken, maxUses: Math.max(wanted, taken.used + taken.held, 1) };
  }

  switch(isClosed: boolean): void {
    this.isClosed = isClosed;
  }

  wait(ms: number): void {
    this.time = new Date(this.time.getTime() + ms);
  }

  #settled(state: CheckoutState, attemptId: string, answer: Answer): Change {
    return decideProviderResult(state, this.places, attemptId, answers[answer], this.time);
  }

  #with(index: number, decide: (state: CheckoutState) => Change | undefined): void {
    const at = index % Math.max(1, this.checkouts.length);
    const before = this.checkouts[at];
    if (!before) return;
    const change = decide({ ...before, linkClosed: this.isClosed });
    if (!change) return;
    this.places = applyToPlaces(this.places, change.counters);
    this.refunds.push(...change.refunds);
    this.checkouts[at] = change.tells ? this.#tell(change.state) : change.state;
    requireFinal(before, this.checkouts[at]);
  }

  #tell(state: CheckoutState): CheckoutState {
    if (!state.transaction) return state;
    const sequence = state.transaction.sequence + 1;
    this.told.set(state.transaction.id, [...(this.told.get(state.transaction.id) ?? []), sequence]);
    return { ...state, transaction: { ...state.transaction, sequence } };
  }

  #newId(): string {
    this.#ids += 1;
    return uuid(this.#ids);
  }
}

/** What providers say, also of money beside the outcome. */
const answers = {
  ...outcomes,
  part: { ...outcomes.processing, receivedMinor: 2_500n },
  over: { ...outcomes.succeeded, receivedMinor: 6_998n, extraMinor: 1_000n },
  latePart: { ...outcomes.canceled, receivedMinor: 2_500n, extraMinor: 2_500n },
} as const satisfies Record<string, ProviderPayment>;
type Answer = keyof typeof answers;

const ways = {
  cardForm,
  transfer,
  passingOn: { ...transfer, hold: { days: 5, keepsPlace: false } },
} as const;
type Way = keyof typeof ways;

/** Paid never changes: neither the word, nor which attempt it was, nor when. */
function requireFinal(before: CheckoutState, after: CheckoutState): void {
  if (before.status !== 'paid') return;
  expect(after.status).toBe('paid');
  expect(after.paidAt).toEqual(before.paidAt);
  expect(after.transaction?.paidAttemptId).toBe(before.transaction?.paidAttemptId);
  expect(after.transaction?.feeMinor).toBe(before.transaction?.feeMinor);
}

function requireInvariants(world: World): void {
  const { places, checkouts } = world;
  if (places) {
    expect(places.used + places.held).toBeLessThanOrEqual(places.maxUses);
    expect(places.used).toBe(checkouts.filter(({ status }) => status === 'paid').length);
  }
  expect(checkouts.filter(({ hasPlace }) => hasPlace)).toHaveLength(places?.held ?? 0);
  for (const state of checkouts) {
    if (state.hasPlace) expect(['open', 'processing']).toContain(state.status);
    expect(state.attempts.map(({ number }) => number)).toEqual(state.attempts.map((_, index) => index + 1));
    expect(state.attempts.filter(isUndecided).length).toBeLessThanOrEqual(1);
    expect(state.attempts.length).toBeLessThanOrEqual(5);
    requireMoneyAccounted(world, state);
  }
  for (const sequence of world.told.values()) expect(sequence).toEqual(sequence.map((_, index) => index + 1));
}

/** Every success is the one payment of a paid checkout, or is given back exactly once. */
function requireMoneyAccounted(world: World, state: CheckoutState): void {
  const succeeded = state.attempts.filter(({ status }) => status === 'succeeded');
  const refundsOf = (id: string) => world.refunds.filter(({ attemptId }) => attemptId === id);
  const isWhole = ({ amountMinor }: NewRefund) => amountMinor === state.totalMinor;
  const givenBack = succeeded.map(({ id }) => refundsOf(id).filter(isWhole).length);
  for (const { id, excessMinor } of state.attempts) {
    const extras = refundsOf(id).filter((refund) => !isWhole(refund));
    expect(extras.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(excessMinor);
  }
  expect(Math.max(0, ...givenBack)).toBeLessThanOrEqual(1);
  const kept = succeeded.filter((_, index) => givenBack[index] === 0);
  expect(kept.map(({ id }) => id)).toEqual(state.status === 'paid' ? [state.transaction?.paidAttemptId] : []);
}

const answer = fc.constantFrom(...(Object.keys(answers) as Answer[]));
/** What a provider says that was told to end a payment; anything but "waits for the buyer" ends the wait. */
const ending = fc.constantFrom<Answer>('canceled', 'latePart', 'succeeded', 'over', 'processing', 'declined');
const index = fc.nat(5);
const half = lifeMs / 2;

/** A step is data, so that a failing run can be read. */
type Step =
  | { readonly do: 'start' }
  | { readonly do: 'begin'; readonly index: number; readonly way: Way; readonly said: Answer }
  | { readonly do: 'settle'; readonly index: number; readonly attempt: number; readonly said: Answer }
  | {
      readonly do: 'close';
      readonly index: number;
      readonly how: 'buyer' | 'link' | 'expiry';
      readonly said: Answer;
    }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'limit'; readonly wanted: number | null }
  | { readonly do: 'switch'; readonly isClosed: boolean };

const begin = fc.record({
  do: fc.constant('begin' as const),
  index,
  way: fc.constantFrom(...(Object.keys(ways) as Way[])),
  said: ending,
});
const settle = fc.record({ do: fc.constant('settle' as const), index, attempt: fc.nat(4), said: answer });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('start' as const) }),
  { weight: 2, arbitrary: begin },
  { weight: 2, arbitrary: settle },
  fc.record({
    do: fc.constant('close' as const),
    index,
    how: fc.constantFrom('buyer' as const, 'link' as const, 'expiry' as const),
    said: ending,
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1_000, half, lifeMs + 6_000) }),
  fc.record({ do: fc.constant('limit' as const), wanted: fc.constantFrom(null, 1, 2, 3, 5) }),
  fc.record({ do: fc.constant('switch' as const), isClosed: fc.boolean() }),
);

function take(world: World, step: Step): void {
  if (step.do === 'start') world.start();
  else if (step.do === 'begin') world.begin(step.index, step.way, step.said);
  else if (step.do === 'settle') world.settle(step.index, step.attempt, step.said);
  else if (step.do === 'close') world.close(step.index, step.how, step.said);
  else if (step.do === 'wait') world.wait(step.ms);
  else if (step.do === 'limit') world.limit(step.wanted);
  else world.switch(step.isClosed);
}

it('whatever happens in whatever order: never oversold, paid once, every other success given back once', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(null, 1, 2, 3),
      fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
      (maxUses, steps) => {
        const world = new World(maxUses);
        for (const each of steps) {
          take(world, each);
          requireInvariants(world);
        }
      },
    ),
    { numRuns: 300 },
  );
});
