import { answerChallenge, type ChallengeOutcome, findChallenge } from '#paying/sandbox/challenge.ts';
import { parseId } from '#platform/kit/ids.ts';
import type { TestApp } from './app.ts';
import type { Json } from './client.ts';
import { makeLink, must, pay, signUp, startOpen } from './scenario.ts';

/** Rows of the app's own database, for what no route shows. */
export async function query(app: TestApp, text: string, values: readonly unknown[] = []): Promise<Json[]> {
  return (await app.context.database.pool.query(text, [...values])).rows;
}

/** The events told about a checkout's transaction, in the order of their numbers, with their bodies read. */
export async function eventsOf(app: TestApp, checkout: Json): Promise<Json[]> {
  const found = await query(
    app,
    `select sequence, body from events where checkout_id = $1 and type = 'transaction.status_changed' order by sequence`,
    [parseId('chk', checkout.checkout_id)],
  );
  return found.map(({ sequence, body }) => ({ ...JSON.parse(body), row_sequence: sequence }));
}

/** What was told, shortly: `1 processing [processing]` is number, status, and attempts newest first. */
export async function storyOf(app: TestApp, checkout: Json): Promise<string[]> {
  const events = await eventsOf(app, checkout);
  return events.map((event) => {
    const attempts = event.depositAttempts.map((attempt: Json) => attempt.status).join(', ');
    return `${event.row_sequence} ${event.status} [${attempts}]`;
  });
}

/** The counter row of a limited link; undefined when it has no limit. */
export async function placesOf(app: TestApp, link: Json): Promise<Json> {
  const [row] = await query(
    app,
    'select max_uses, used, held from payment_link_places where payment_link_id = $1',
    [link.id],
  );
  return row;
}

export function stateOf(app: TestApp, checkout: Json): Promise<Json> {
  return app
    .client()
    .get(`/api/checkout/${checkout.token}/`)
    .then((reply) => must(200, reply));
}

export function cancel(app: TestApp, checkout: Json) {
  return app.client().post(`/api/checkout/${checkout.token}/cancel/`);
}

export function renew(app: TestApp, checkout: Json) {
  return app.client().post(`/api/checkout/${checkout.token}/renew/`);
}

/** A fresh link of a fresh merchant, and a checkout that was started on it. */
export async function startedCheckout(app: TestApp, link: Record<string, unknown> = {}) {
  const merchant = await signUp(app);
  const made = await makeLink(merchant, link);
  return { merchant, link: made, checkout: await startOpen(app, made.id) };
}

/** The buyer's answer on the sandbox's 3-D Secure page; without the way back. */
export async function answer(app: TestApp, challengeUrl: string, outcome: ChallengeOutcome): Promise<string> {
  const { id } = await findChallenge(app.context, challengeUrl.split('/').at(-1) ?? '');
  return answerChallenge(app.context, id, outcome);
}

/** Pays with a card that asks for a challenge; gives the challenge's address. */
export async function payToChallenge(app: TestApp, checkout: Json): Promise<string> {
  const reply = must(202, await pay(app, checkout.token, '4000000000003220'));
  return reply.next_action.url;
}

export function switchOff(
  merchant: { client: { patch(path: string, body: unknown): Promise<Json> } },
  link: Json,
) {
  return merchant.client.patch(`/api/payment-links/${link.id}/`, { is_active: false });
}

/** How often the provider's own book says that an attempt of this checkout took money, or is about to. */
export async function chargesOf(app: TestApp, checkout: Json): Promise<number> {
  const [row] = await query(
    app,
    `select count(*)::integer as count from sandbox_payments p
      join attempts a on a.organization_id = p.organization_id and a.id = p.idempotency_key
      where a.checkout_id = $1 and (p.status = 'succeeded' or p.status = 'processing' and p.decides_at is not null)`,
    [parseId('chk', checkout.checkout_id)],
  );
  return row.count;
}
