import type { MessagingContext } from '#messaging/context.ts';
import { clearFailing } from '#messaging/webhooks/endpoints/clear-failing.ts';
import { type GivenUp, reportFailure } from '#messaging/webhooks/endpoints/report-failure.ts';
import type { NewAuditEntry } from '#platform/audit/audit.ts';
import { recordAudit } from '#platform/audit/record-audit.ts';
import { readCommitted } from '#platform/db/read-committed.ts';
import { type DeliveryStatus, pauseAfter, type Verdict } from './delivery.ts';
import type { Sent } from './send-delivery.ts';
import { type ClaimedDelivery, type DeliveryResult, writeResults } from './store.ts';

export type Outcome = {
  readonly delivery: ClaimedDelivery;
  readonly sent: Sent;
  readonly durationMs: number;
};

/** Writes what became of attempts, all in one transaction, with what follows for their endpoints. */
export async function recordOutcomes(context: MessagingContext, outcomes: readonly Outcome[]): Promise<void> {
  const now = context.clock.now();
  const results = outcomes.map(resultOf);
  const recovered = outcomes.filter(
    ({ delivery, sent }) => delivery.isFailing && sent.verdict.kind === 'delivered',
  );
  const givenUp = outcomes.flatMap((outcome, index) => givenUpOf(outcome, results[index] as DeliveryResult));
  await context.database.transaction(async (tx) => {
    await readCommitted(tx);
    await writeResults(tx, results, context.clock.offsetMs);
    if (recovered.length > 0) {
      await clearFailing(
        tx,
        recovered.map(({ delivery }) => delivery),
      );
    }
    const entries: NewAuditEntry[] = [];
    for (const failure of givenUp) entries.push(...(await reportFailure(tx, context, failure, now)));
    // In the order of ids, so that nobody who writes into the logs of several organizations waits in a circle.
    entries.sort((left, right) => (left.organizationId < right.organizationId ? -1 : 1));
    for (const entry of entries) await recordAudit(tx, entry, now);
  });
}

function resultOf({ delivery, sent, durationMs }: Outcome): DeliveryResult {
  const { organizationId, id, claimedUntil } = delivery;
  const { verdict, response } = sent;
  const pauseMs = verdict.kind === 'retry' ? pauseAfter(delivery.attemptCount + 1, Math.random()) : undefined;
  const status = statusOf(verdict, pauseMs);
  const attempt = {
    at: sent.at.toISOString(),
    status: response?.status ?? null,
    error: errorOf(verdict),
    // None at all means that the receiver was not asked.
    duration_ms: sent.request ? Math.max(1, Math.round(durationMs)) : 0,
  };
  return {
    organizationId,
    id,
    claimedUntil,
    status,
    pauseMs: pauseMs ?? null,
    attempt,
    request: sent.request,
    response,
  };
}

function statusOf({ kind }: Verdict, pauseMs: number | undefined): DeliveryStatus {
  if (kind === 'delivered') return 'delivered';
  if (kind === 'unwanted') return 'canceled';
  return pauseMs === undefined ? 'failed' : 'pending';
}

function errorOf(verdict: Verdict): string | null {
  return verdict.kind === 'delivered' ? null : verdict.error;
}

function givenUpOf({ delivery, sent }: Outcome, result: DeliveryResult): GivenUp[] {
  const { verdict } = sent;
  if (result.status !== 'failed' || verdict.kind === 'delivered' || delivery.url === null) return [];
  return [
    {
      organizationId: delivery.organizationId,
      mode: delivery.mode,
      deliveryId: delivery.id,
      eventId: delivery.eventId,
      eventType: delivery.eventType,
      url: delivery.url,
      reason: verdict.kind === 'gone' ? 'gone' : 'retries_exhausted',
      error: verdict.error,
    },
  ];
}
