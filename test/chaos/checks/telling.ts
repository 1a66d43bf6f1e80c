import { formatId } from '#platform/kit/ids.ts';
import type { Json } from '#test/support/client.ts';
import type { House } from '../house.ts';
import type { FeedReader } from '../people/feed-reader.ts';
import type { Query } from './check-house.ts';

type EventRow = {
  id: string;
  organizationId: string;
  type: string;
  transactionId: string | null;
  sequence: number | null;
  position: string;
  body: string;
};
type TransactionRow = {
  id: string;
  status: string;
  attempts: { id: string; status: string }[] | null;
  refunds: { id: string; status: string }[] | null;
};

/** Every change was told, in order, to everybody who listens. */
export async function checkWhatWasTold(
  house: House,
  query: Query,
  readers: readonly FeedReader[],
): Promise<void> {
  const events = await query<EventRow>(
    `select id, organization_id as "organizationId", type, transaction_id as "transactionId", sequence, position, body
      from events where is_public order by organization_id, position`,
  );
  await checkStories(house, query, events);
  for (const shop of house.shops) {
    const own = events.filter(
      ({ organizationId }) => formatId('org', organizationId) === shop.organizationId,
    );
    const taken = house.receiver.taken(shop.number);
    for (const event of own)
      if (!taken.has(formatId('evt', event.id)))
        house.memory.violate('Every event is delivered at least once', `${event.type} ${event.id}`);
    for (const reader of readers) if (reader.shop === shop) checkReader(house, reader, own);
  }
}

/** The feed gives each event once, in the order of positions, to whoever remembers only the last one. */
function checkReader({ memory }: House, { name, read }: FeedReader, events: readonly EventRow[]): void {
  const guarantee = 'The pull feed has no gap and nothing twice';
  if (read.length !== events.length)
    memory.violate(guarantee, `${name} read ${read.length} of ${events.length} events`);
  const differs = read.findIndex(({ position, eventId }, index) => {
    const event = events[index];
    return !event || Number(event.position) !== position || formatId('evt', event.id) !== eventId;
  });
  if (differs !== -1)
    memory.violate(
      guarantee,
      `${name} read position ${read[differs]?.position} where ${events[differs]?.position} is`,
    );
}

async function checkStories(house: House, query: Query, events: readonly EventRow[]): Promise<void> {
  const transactions = await query<TransactionRow>(
    `select t.id, t.status,
        (select jsonb_agg(jsonb_build_object('id', a.id, 'status', a.status) order by a.number desc)
          from attempts a where a.organization_id = t.organization_id and a.transaction_id = t.id) as attempts,
        (select jsonb_agg(jsonb_build_object('id', r.id, 'status', r.status))
          from refunds r where r.organization_id = t.organization_id and r.transaction_id = t.id) as refunds
      from transactions t`,
  );
  const byTransaction = new Map<string, EventRow[]>();
  for (const event of events) {
    if (!event.transactionId) continue;
    const known = byTransaction.get(event.transactionId);
    if (known) known.push(event);
    else byTransaction.set(event.transactionId, [event]);
  }
  for (const transaction of transactions) {
    const own = byTransaction.get(transaction.id) ?? [];
    for (const found of faultsOfStory(transaction, own))
      house.memory.violate('Every change has its event', `${formatId('TX', transaction.id)}: ${found}`);
  }
}

function faultsOfStory(transaction: TransactionRow, events: readonly EventRow[]): string[] {
  const told = events
    .filter(({ type }) => type === 'transaction.status_changed')
    .sort((left, right) => (left.sequence ?? 0) - (right.sequence ?? 0));
  const bodies: Json[] = told.map(({ body }) => JSON.parse(body));
  const faults: string[] = [];
  const sequences = told.map(({ sequence }) => sequence).join(',');
  if (sequences !== told.map((_, index) => index + 1).join(',')) faults.push(`the sequence is ${sequences}`);
  const last = bodies.at(-1);
  if (last?.status !== transaction.status)
    faults.push(`it is ${transaction.status}, and the last event says ${last?.status}`);
  const attempts = transaction.attempts ?? [];
  const shown = (last?.depositAttempts ?? []).map(
    (attempt: Json) => `${attempt.paymentId} ${attempt.status}`,
  );
  const wanted = attempts.map(({ id, status }) => `${formatId('att', id)} ${status}`);
  if (shown.join() !== wanted.join())
    faults.push(`the attempts are ${wanted.join()}, and the last event says ${shown.join()}`);
  for (const { id, status } of attempts) {
    const stations = new Set(
      bodies.flatMap(({ depositAttempts }) =>
        depositAttempts
          .filter(({ paymentId }: Json) => paymentId === formatId('att', id))
          .map((attempt: Json) => attempt.status),
      ),
    );
    for (const station of ['processing', status])
      if (!stations.has(station)) faults.push(`the attempt ${id} was never told as ${station}`);
  }
  return [...faults, ...faultsOfRefunds(transaction, events)];
}

function faultsOfRefunds(transaction: TransactionRow, events: readonly EventRow[]): string[] {
  const told: Json[] = events
    .filter(({ type }) => type === 'refund.status_changed')
    .map(({ body }) => JSON.parse(body));
  return (transaction.refunds ?? []).flatMap(({ id, status }) => {
    const own = told.filter((event) => event.refund_id === formatId('RF', id)).map((event) => event.status);
    const wanted = status === 'pending' ? ['pending'] : ['pending', status];
    return own.sort().join() === wanted.sort().join() ? [] : [`the refund ${id} was told as ${own.join()}`];
  });
}
