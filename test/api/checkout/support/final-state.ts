import type { TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import type { Happening, Variation } from './orders.ts';

/** How a checkout stands in the end, without anything that tells in which order things came. */
export type FinalState = {
  readonly status: string;
  readonly transaction: string;
  readonly hasPlace: boolean;
  /** In the order of their numbers; which of two successes was the excess one depends on which came first. */
  readonly attempts: readonly string[];
  readonly refunds: readonly string[];
  /** What the provider's own book says. */
  readonly charges: number;
  readonly kept: number;
  /** Events are numbered 1, 2, 3… to the transaction's own number, and once paid it stays so. */
  readonly story: 'gapless' | string;
};

export function expectedState(
  { request, point, places }: Variation,
  order: readonly Happening[],
): FinalState {
  // Asked about before it arrived, a charge is barred, so that it can never be made.
  const isBarred =
    request === 'pay' && point === 'before the provider' && order.indexOf('crash') < order.indexOf('success');
  const base = { hasPlace: false, charges: isBarred ? 1 : 2, story: 'gapless' };
  if (places === 'taken')
    return {
      ...base,
      status: request === 'cancel' ? 'canceled' : 'failed',
      transaction: 'refunded',
      attempts: ['canceled', 'succeeded', 'succeeded'],
      refunds: ['excess_charge succeeded', 'late_payment succeeded'],
      kept: 0,
    };
  return {
    ...base,
    status: 'paid',
    transaction: 'paid',
    attempts: ['canceled', 'succeeded', isBarred ? 'requires_payment_method' : 'succeeded'],
    refunds: isBarred ? [] : ['excess_charge succeeded'],
    kept: 1,
  };
}

type Rows = ReadonlyMap<string, readonly Json[]>;

/** Every checkout of the organization that has a transaction, by its id. */
export async function readFinalStates(
  app: TestApp,
  organizationId: string,
): Promise<Map<string, FinalState>> {
  const read = (text: string) => query(app, text, [organizationId]);
  const checkouts = await read(
    `select c.id, c.status, c.has_place, c.total_minor, t.status as transaction, t.sequence
      from checkouts c join transactions t on t.organization_id = c.organization_id and t.checkout_id = c.id
      where c.organization_id = $1`,
  );
  const rows = await Promise.all(
    [
      'select checkout_id, id, status from attempts where organization_id = $1 order by number',
      'select checkout_id, reason, status from refunds where organization_id = $1 order by reason, id',
      `select checkout_id, sequence, body from events
        where organization_id = $1 and type = 'transaction.status_changed' order by sequence`,
    ].map(async (text) => groupedBy('checkout_id', await read(text))),
  );
  const [attempts, refunds, events] = rows as [Rows, Rows, Rows];
  const book = {
    charges: groupedBy(
      'key',
      await read(
        `select idempotency_key as key, amount_minor from sandbox_payments where organization_id = $1 and status = 'succeeded'`,
      ),
    ),
    refunds: groupedBy(
      'key',
      await read(
        `select payment_key as key, amount_minor from sandbox_refunds where organization_id = $1 and status = 'succeeded'`,
      ),
    ),
  };
  return new Map(
    checkouts.map((checkout) => {
      const own = attempts.get(checkout.id) ?? [];
      const sumIn = (entries: Rows) =>
        own.flatMap(({ id }) => entries.get(id) ?? []).reduce((sum, entry) => sum + entry.amount_minor, 0n);
      const state: FinalState = {
        status: checkout.status,
        transaction: checkout.transaction,
        hasPlace: checkout.has_place,
        attempts: own.map(({ status }) => status),
        refunds: (refunds.get(checkout.id) ?? []).map(({ reason, status }) => `${reason} ${status}`),
        charges: own.flatMap(({ id }) => book.charges.get(id) ?? []).length,
        kept: Number(sumIn(book.charges) - sumIn(book.refunds)) / Number(checkout.total_minor),
        story: judgeStory(events.get(checkout.id) ?? [], checkout.sequence),
      };
      return [checkout.id, state];
    }),
  );
}

function groupedBy(column: string, found: readonly Json[]): Rows {
  const groups = new Map<string, Json[]>();
  for (const row of found) groups.set(row[column], [...(groups.get(row[column]) ?? []), row]);
  return groups;
}

function judgeStory(events: readonly Json[], sequence: number): string {
  const statuses = events.map(({ body }) => JSON.parse(body).status);
  const isGapless =
    events.length === sequence && events.every((event, index) => event.sequence === index + 1);
  const paidAt = statuses.indexOf('paid');
  const staysPaid = paidAt === -1 || statuses.slice(paidAt).every((status) => status === 'paid');
  return isGapless && staysPaid
    ? 'gapless'
    : events.map((event, index) => `${event.sequence} ${statuses[index]}`).join(', ');
}
