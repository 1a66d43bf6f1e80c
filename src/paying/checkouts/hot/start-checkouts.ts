import type { Mode } from '#platform/contract/common.ts';
import { coalesce } from '#platform/db/coalesce.ts';
import { type Database, isUniqueViolation } from '#platform/db/database.ts';
import { type BoundedCache, createBoundedCache } from '#platform/kit/bounded-cache.ts';
import type { Clock } from '#platform/kit/clock.ts';
import type { PricingMode } from '#platform/kit/tax.ts';
import type { Locale } from '#platform/text/locales.ts';
import { expiryGraceMs } from '#selling/payment-links/payment-link.ts';
import { type IdempotencyKey, idempotencyLifeMs, type StoredAnswer } from '../idempotency.ts';
import { othersFirstMinutes, waitMinutes } from '../patience.ts';
import type { LateStarts } from './late-starts.ts';
import {
  findCheckout,
  forgetExpiredKey,
  type JudgedRow,
  lockPlaces,
  releaseTimes,
  type StartVerdict,
  startCheckouts,
} from './start-statements.ts';

/** Places of one link that one address may keep, whether open or being paid. */
const placesPerAddress = 5;
export type StartRow = {
  readonly organizationId: string;
  readonly checkoutId: string;
  /** Null for a checkout that an API client asked for. */
  readonly paymentLinkId: string | null;
  /** Of an API checkout; a link's checkout takes both from its link. */
  readonly mode: Mode | null;
  readonly pricingMode: PricingMode | null;
  readonly eventId: string;
  readonly currency: string;
  readonly subtotalMinor: string;
  readonly taxMinor: string;
  readonly totalMinor: string;
  readonly exchangeRate: object | null;
  readonly lines: unknown[] | null;
  readonly billing: object;
  readonly payerEmail: string;
  readonly successUrl: string | null;
  readonly failedUrl: string | null;
  readonly cancelUrl: string | null;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly clientReferenceId: string | null;
  readonly utm: object | null;
  /** The language that the buyer reads, as far as it is known. */
  readonly locale: Locale | null;
  /** Keyed hash of the buyer's address; null where nothing is limited by it. */
  readonly addressHash: string | null;
  readonly timeToLiveSeconds: number;
  /** The signing key of its token, so that a replay gives the same one after a rotation. */
  readonly tokenKeyId: string;
  readonly key: IdempotencyKey | null;
};

export type StartOutcome = {
  readonly verdict: StartVerdict;
  readonly expiresAt?: Date;
  /** Earliest time at which a held place comes back, when one is held by an open checkout, or this address may have one. */
  readonly releaseAt?: Date;
  readonly boundMinor?: bigint;
  /** What the first request with this key was answered. */
  readonly answer?: StoredAnswer;
};

/** @param isGone whether the caller has left, so that no place is taken for nobody */
export type StartCheckout = (row: StartRow, isGone?: () => boolean) => Promise<StartOutcome>;

/** What all starts of a server share. `limited`: links that had a limit when they were last asked for. */
type Starting = {
  readonly database: Database;
  readonly clock: Clock;
  readonly limited: BoundedCache<boolean>;
};

type Asked = { readonly row: StartRow; readonly isGone: (() => boolean) | undefined };

/** Gives the one function that starts checkouts of links; calls of one organization that wait share a statement. */
export function createStartCheckout(database: Database, clock: Clock, late: LateStarts): StartCheckout {
  const starting: Starting = { database, clock, limited: createBoundedCache<boolean>(10_000) };
  const startOne = coalesce<Asked, StartOutcome>({
    groupOf: ({ row }) => row.organizationId,
    batchesAtOnce: 4,
    // Two of an organization are on their way, in order, so that the database need not wait in between.
    batchesAtOncePerGroup: 2,
    isWanted: ({ isGone }) => !isGone?.(),
    onUnknown: (asked) => late.add(asked.map(({ row }) => row)),
    runBatch: (asked) => {
      const rows = asked.map(({ row }) => row);
      return rows.length === 1 ? startSingly(starting, rows[0] as StartRow) : startTogether(starting, rows);
    },
  });
  return async (row, isGone) => {
    for (;;) {
      const outcome = await startOne({ row, isGone });
      if (outcome.verdict !== 'replayed' || !row.key) return outcome;
      // Nothing more of this key when what it started is just being given back: it is a first request then.
      if (await late.confirm(row.organizationId, row.key.scope, outcome.answer)) return outcome;
    }
  };
}

/** A key repeated within a batch is folded before the SQL: the later ones are answered like replays. */
async function startTogether(starting: Starting, rows: StartRow[]): Promise<StartOutcome[]> {
  const firstByScope = new Map<string, StartRow>();
  for (const row of rows)
    if (row.key && !firstByScope.has(row.key.scope)) firstByScope.set(row.key.scope, row);
  const firsts = rows.filter((row) => !row.key || firstByScope.get(row.key.scope) === row);
  const judged = await startRows(starting, firsts);
  const outcomes = firsts.length === rows.length ? judged : unfold(rows, firsts, judged, firstByScope);
  if (outcomes.every(isFinal)) return outcomes as StartOutcome[];
  return Promise.all(
    outcomes.map(async (outcome, index) => {
      if (outcome && isFinal(outcome)) return outcome;
      return (await startSingly(starting, rows[index] as StartRow))[0] as StartOutcome;
    }),
  );
}

function isFinal(outcome: StartOutcome | undefined): boolean {
  return outcome !== undefined && outcome.verdict !== 'limit_changed';
}

function unfold(
  rows: readonly StartRow[],
  firsts: readonly StartRow[],
  judged: readonly StartOutcome[],
  firstByScope: ReadonlyMap<string, StartRow>,
): (StartOutcome | undefined)[] {
  const outcomeOf = new Map(firsts.map((row, index) => [row, judged[index] as StartOutcome]));
  return rows.map((row) => {
    const first = firstByScope.get(row.key?.scope ?? '') as StartRow;
    return outcomeOf.get(row) ?? folded(row, first, outcomeOf.get(first) as StartOutcome);
  });
}

/** What the first request of a batch with a key means for a later one; undefined when it has to be judged by itself. */
function folded(row: StartRow, first: StartRow, outcome: StartOutcome): StartOutcome | undefined {
  const isSameBody = row.key?.bodyHash === first.key?.bodyHash;
  if (outcome.verdict !== 'started') return isSameBody ? outcome : undefined;
  if (!isSameBody) return { verdict: 'key_reuse' };
  return {
    verdict: 'replayed',
    answer: {
      checkoutId: first.checkoutId,
      expiresAt: outcome.expiresAt,
      currency: first.currency,
      totalMinor: first.totalMinor,
      tokenKeyId: first.tokenKeyId,
    },
  };
}

async function startRows(starting: Starting, rows: StartRow[]): Promise<StartOutcome[]> {
  const judged = await judgeRows(starting, rows);
  const again = rows.filter((_, index) => judged[index]?.verdict === 'not_locked');
  const rejudged = again.length > 0 ? (await judgeRows(starting, again)).values() : undefined;
  const final = judged.map((row) => (row.verdict === 'not_locked' && rejudged?.next().value) || row);
  return withReleaseTimes(starting.database, rows, final.map(toOutcome));
}

async function judgeRows({ database, clock, limited }: Starting, rows: StartRow[]): Promise<JudgedRow[]> {
  const organizationId = rows[0]?.organizationId as string;
  const toLock = linksToLock(rows, limited);
  const values = [
    organizationId,
    clock.offsetMs,
    JSON.stringify(rows.map(givenFields)),
    expiryGraceMs,
    idempotencyLifeMs,
    placesPerAddress,
    [...new Set(rows.flatMap((row) => row.paymentLinkId ?? []))],
    rows.flatMap((row) => (row.key ? [`\\x${row.key.scope}`] : [])),
    toLock,
    waitMinutes,
    othersFirstMinutes,
  ];
  const lock = { statement: lockPlaces, values: [organizationId, toLock] };
  const judged = await database.runInOrder<JudgedRow>(
    organizationId,
    startCheckouts,
    values,
    toLock.length > 0 ? lock : undefined,
  );
  judged.forEach(({ isLimited }, index) => {
    const linkId = rows[index]?.paymentLinkId;
    if (!linkId) return;
    if (isLimited) limited.set(linkId, true);
    else if (limited.get(linkId)) limited.set(linkId, false);
  });
  return judged;
}

/** Links of which an address is about to be counted, as far as is known. */
function linksToLock(rows: readonly StartRow[], limited: BoundedCache<boolean>): string[] {
  const links = new Set<string>();
  for (const { paymentLinkId, addressHash } of rows)
    if (paymentLinkId && addressHash !== null && limited.get(paymentLinkId)) links.add(paymentLinkId);
  return [...links];
}

/** A row without its empty fields: half of them mostly are, and none costs less than an empty one. */
function givenFields(row: StartRow): Record<string, unknown> {
  const { key } = row;
  const given: Record<string, unknown> = key ? { scope: key.scope, bodyHash: key.bodyHash } : {};
  for (const name in row) {
    const value = row[name as keyof typeof row];
    if (value !== null && name !== 'key') given[name] = value;
  }
  return given;
}

function toOutcome(row: JudgedRow): StartOutcome {
  if (row.verdict === 'replayed') return { verdict: 'replayed', answer: row.answer ?? {} };
  if (row.verdict === 'amount_below_minimum') return { verdict: row.verdict, boundMinor: row.minimum ?? 0n };
  if (row.verdict === 'amount_above_maximum') return { verdict: row.verdict, boundMinor: row.maximum ?? 0n };
  if (row.verdict !== 'started') return { verdict: row.verdict };
  if (row.isAccepted) return { verdict: 'started', expiresAt: row.expiresAt };
  if (row.isOverAddressLimit) return { verdict: 'address_limit' };
  if (row.isUsedUp === null) return { verdict: 'limit_changed' };
  if (row.waitsUntil) return { verdict: 'place_kept_for_others', releaseAt: row.waitsUntil };
  return { verdict: row.isUsedUp ? 'link_used_up' : 'link_fully_held' };
}

/** Those who found every place held are told when the next comes free. */
async function withReleaseTimes(
  database: Database,
  rows: StartRow[],
  outcomes: StartOutcome[],
): Promise<StartOutcome[]> {
  const held = rows
    .filter((_, index) => outcomes[index]?.verdict === 'link_fully_held')
    .map((row) => row.paymentLinkId);
  if (held.length === 0) return outcomes;
  const found = await database.run<{ id: string; releaseAt: Date }>(releaseTimes, [
    rows[0]?.organizationId,
    [...new Set(held)],
    expiryGraceMs,
  ]);
  const byLink = new Map(found.map((row) => [row.id, row.releaseAt]));
  return outcomes.map((outcome, index) => {
    const releaseAt = byLink.get(rows[index]?.paymentLinkId ?? '');
    return outcome.verdict === 'link_fully_held' && releaseAt ? { ...outcome, releaseAt } : outcome;
  });
}

/** One start alone: also the second try of each row of a batch that failed, so it knows what may have happened. */
async function startSingly(starting: Starting, row: StartRow): Promise<StartOutcome[]> {
  const { database, clock } = starting;
  for (let attempt = 1; ; attempt++) {
    try {
      const outcomes = await startRows(starting, [row]);
      if (outcomes[0]?.verdict !== 'limit_changed') return outcomes;
      if (attempt >= 3) return [{ verdict: 'link_fully_held' }];
    } catch (error) {
      if (!isUniqueViolation(error) || attempt >= 3) throw error;
      // The answer of the first try was lost, but it had been written: the ids of a row are its own.
      const [written] = await database.run<{ expiresAt: Date }>(findCheckout, [
        row.organizationId,
        row.checkoutId,
      ]);
      if (written) return [{ verdict: 'started', expiresAt: written.expiresAt }];
      // Somebody else uses this key right now, or it is an old one whose time is over.
      if (row.key) await database.run(forgetExpiredKey, [row.organizationId, row.key.scope, clock.offsetMs]);
    }
  }
}
