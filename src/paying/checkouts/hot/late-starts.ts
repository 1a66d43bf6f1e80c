import type { Database, Statement } from '#platform/db/database.ts';
import type { Clock } from '#platform/kit/clock.ts';
import type { IdempotencyKey, StoredAnswer } from '../idempotency.ts';

/*
 * Starts whose callers were told that the outcome is not known: the database stood still, or the commit waited. When it
 * goes on, such a start may still be done, and would keep a place for somebody who has left. So what was started is looked
 * for and given back: some seconds later where the same request can find out by its key, else as soon as the database goes on.
 *
 * An event of the same id goes ahead: where the start is still on its way, one of the two waits for the other at that id,
 * so that the start either has been done when we look, or never will be. Writes events and idempotency_keys.
 */

/** How long somebody has to come back with the same key. */
const comeBackMs = 10_000;

export type LateStart = {
  readonly organizationId: string;
  readonly checkoutId: string;
  readonly paymentLinkId: string | null;
  readonly eventId: string;
  readonly key: IdempotencyKey | null;
};

export type LateStarts = {
  add(rows: readonly LateStart[]): void;
  /** Keeps what a key started for whoever came back with it; false when it is being given back. */
  confirm(organizationId: string, scope: string, answer: StoredAnswer | undefined): Promise<boolean>;
  /** Makes sure of those whose time is over, and gives the ones that may have been done and that nobody came back for. */
  take(): Promise<readonly LateStart[]>;
};

const fence: Statement = {
  name: 'fence_late_starts',
  text: `insert into events (organization_id, id, mode, type, is_public, body, created_at)
    select $1, late.id, 'sandbox', 'checkout.start_given_up', false, '{}', now() + $3::double precision * interval '1 millisecond'
    from unnest($2::uuid[]) as late(id) order by late.id
    on conflict do nothing`,
};

const forgetKeys: Statement = {
  name: 'forget_keys_of_late_starts',
  text: `delete from idempotency_keys key using unnest($2::bytea[], $3::text[]) as late(scope, id)
    where key.organization_id = $1 and key.scope = any($2::bytea[]) and key.scope = late.scope
      and key.answer->>'checkoutId' = late.id and not key.answer ? 'confirmed'
    returning encode(key.scope, 'hex') as scope`,
};

const confirmKey: Statement = {
  name: 'confirm_started_key',
  text: `update idempotency_keys set answer = answer || '{"confirmed": true}'
    where organization_id = $1 and scope = decode($2, 'hex') returning 1 as found`,
};

export function createLateStarts(database: Database, clock: Clock): LateStarts {
  let waiting: { readonly row: LateStart; readonly atMs: number }[] = [];

  const takeOf = async (organizationId: string, rows: readonly LateStart[]): Promise<LateStart[]> => {
    const withKey = rows.flatMap(({ key, checkoutId }) => (key ? [{ scope: key.scope, checkoutId }] : []));
    const forgotten = await database.preparedTransaction(async (run) => {
      await run(fence, [organizationId, rows.map(({ eventId }) => eventId), clock.offsetMs]);
      if (withKey.length === 0) return [];
      return run<{ scope: string }>(forgetKeys, [
        organizationId,
        withKey.map(({ scope }) => `\\x${scope}`),
        withKey.map(({ checkoutId }) => checkoutId),
      ]);
    });
    const scopes = new Set(forgotten.map(({ scope }) => scope));
    return rows.filter(({ key }) => !key || scopes.has(key.scope));
  };

  return {
    add: (rows) => {
      const atMs = clock.now().getTime();
      waiting.push(...rows.map((row) => ({ row, atMs })));
    },
    confirm: async (organizationId, scope, answer) => {
      if (answer?.confirmed) return true;
      return (await database.run(confirmKey, [organizationId, scope])).length > 0;
    },
    take: async () => {
      const untilMs = clock.now().getTime() - comeBackMs;
      // Without a key nobody can come back to it.
      const due = waiting.filter(({ row, atMs }) => row.key === null || atMs <= untilMs);
      const byOrganization = new Map<string, LateStart[]>();
      for (const { row } of due)
        byOrganization.set(row.organizationId, [...(byOrganization.get(row.organizationId) ?? []), row]);
      const taken: LateStart[] = [];
      let failure: unknown;
      for (const [organizationId, rows] of byOrganization) {
        try {
          taken.push(...(await takeOf(organizationId, rows)));
          const done = new Set(rows);
          waiting = waiting.filter(({ row }) => !done.has(row));
        } catch (error) {
          // Tried again the next time.
          failure = error;
        }
      }
      if (taken.length === 0 && failure) throw failure;
      return taken;
    },
  };
}
