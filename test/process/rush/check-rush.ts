import { expect } from 'vitest';
import { must } from '#test/support/scenario.ts';
import type { ServerProcess } from '../support/server-process.ts';
import type { Instances } from './instances.ts';
import { crowdSize, places, type Rush, type Seller } from './rush.ts';

/** Holds what buyers were told against what every server shows, and against the bank's own book. */
export async function checkRush(
  { running, query }: Instances,
  { merchant }: Seller,
  { board, outcomes }: Rush,
  story = '',
): Promise<void> {
  expect(board.violations, story).toEqual([]);
  const withOutcome = (wanted: string) =>
    [...outcomes].flatMap(([email, outcome]) => (outcome === wanted ? [email] : []));
  const paid = withOutcome('paid').sort();
  expect(paid, story).toHaveLength(places);
  expect(outcomes.size).toBe(crowdSize);
  expect([...board.starts.keys()].filter((name) => !startAnswers.has(name))).toEqual([]);

  for (const server of running) await checkShown(server, merchant.token, board.linkId);
  const charges = await query<{ payer_email: string; status: string }>(
    `select checkouts.payer_email, sandbox_payments.status from sandbox_payments
      join attempts on attempts.organization_id = sandbox_payments.organization_id and attempts.id = idempotency_key
      join checkouts on checkouts.organization_id = attempts.organization_id and checkouts.id = attempts.checkout_id
      where checkouts.payment_link_id = $1 and sandbox_payments.status <> 'declined' order by checkouts.payer_email`,
    [board.linkId],
  );
  expect(charges, story).toEqual(paid.map((payer_email) => ({ payer_email, status: 'succeeded' })));
  const [counter] = await query(
    'select max_uses, used, held from payment_link_places where payment_link_id = $1',
    [board.linkId],
  );
  expect(counter, story).toEqual({ max_uses: places, used: places, held: 0 });
}

const startAnswers = new Set(['201', '409 link_fully_held', '410 link_used_up']);

async function checkShown(server: ServerProcess, token: string, linkId: string): Promise<void> {
  const shown = must(200, await server.client().withToken(token).get(`/api/payment-links/${linkId}/`));
  expect(shown).toMatchObject({
    uses: places,
    held: 0,
    remaining_uses: 0,
    status: 'used_up',
    paid_count: places,
  });
  const preview = await server.client().get(`/api/payment-links/public/${linkId}/`);
  expect(preview).toMatchObject({ status: 410, body: { code: 'link_used_up' } });
}
