import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expireCheckoutsJob, resolveAttemptsJob } from '#paying/checkouts/jobs.ts';
import { receiveNotification } from '#paying/checkouts/receive-notification.ts';
import type { ProviderPayment } from '#paying/providers/port.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type Bank, createBank } from '#test/support/bank.ts';
import type { Json } from '#test/support/client.ts';
import { cancel, query } from '#test/support/paying.ts';
import { type Merchant, makeLink, makeProduct, pay, signUp, start } from '#test/support/scenario.ts';

let bank: Bank;
let app: TestApp;
let merchant: Merchant;
let product: Json;
beforeAll(async () => {
  bank = createBank();
  app = await startApp({ providers: [bank.provider], env: { JOBS: 'off' } });
  merchant = await signUp(app);
  product = await makeProduct(merchant);
});
afterAll(() => app.stop());

const said = ['succeeded', 'declined', 'canceled', 'requires_action', 'processing'] as const;
const decided = ['succeeded', 'declined', 'requires_action', 'processing'] as const;

type Step =
  | { readonly do: 'start' | 'cancel' | 'wait' | 'ask' }
  | { readonly do: 'pay'; readonly decides: (typeof decided)[number]; readonly isLost: boolean }
  | { readonly do: 'notify'; readonly attempt: number; readonly status: (typeof said)[number] }
  | { readonly do: 'limit'; readonly maxUses: number | null };

const step: fc.Arbitrary<Step & { readonly checkout: number }> = fc
  .oneof(
    { weight: 2, arbitrary: fc.record({ do: fc.constant('start' as const) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('pay' as const),
        decides: fc.constantFrom(...decided),
        isLost: fc.boolean(),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('notify' as const),
        attempt: fc.nat(4),
        status: fc.constantFrom(...said),
      }),
    },
    fc.record({ do: fc.constantFrom('cancel' as const, 'wait' as const, 'ask' as const) }),
    fc.record({ do: fc.constant('limit' as const), maxUses: fc.constantFrom(null, 1, 2, 4) }),
  )
  .chain((each) => fc.nat(3).map((checkout) => ({ ...each, checkout })));

function paymentOf(status: (typeof said)[number], reference: string): ProviderPayment {
  if (status === 'declined') return { reference, status, errorCode: 'card_declined' };
  if (status === 'requires_action') return { reference, status, redirectUrl: 'https://bank.example/page' };
  return { reference, status };
}

/** The bank changes its mind: what it tells is also what it answers from then on. */
async function notify(attempt: Json, status: (typeof said)[number]): Promise<void> {
  const payment = paymentOf(status, `bank_${attempt.id}`);
  const { organization_id: organizationId, id: attemptId } = attempt;
  if (bank.book.get(attemptId)?.status !== 'succeeded') bank.book.set(attemptId, payment);
  await receiveNotification(app.context, 'sandbox', { organizationId, attemptId, payment });
}

async function take(each: Step & { checkout: number }, link: Json, checkouts: Json[]): Promise<void> {
  const checkout = checkouts[each.checkout % Math.max(1, checkouts.length)];
  if (each.do === 'start') {
    const reply = await start(app, link.id);
    if (reply.status === 201) checkouts.push(reply.body);
  } else if (each.do === 'wait') {
    app.clock.advance(1_806_000);
    await expireCheckoutsJob.runDue(app.context);
  } else if (each.do === 'ask') {
    app.clock.advance(4_000);
    await resolveAttemptsJob.runDue(app.context);
  } else if (each.do === 'limit') {
    await merchant.client.patch(`/api/payment-links/${link.id}/`, { max_uses: each.maxUses });
  } else if (checkout && each.do === 'cancel') {
    await cancel(app, checkout);
  } else if (checkout && each.do === 'pay') {
    bank.behave({
      decides: () => each.decides,
      afterBooking: () => {
        if (each.isLost) throw new Error('socket hang up');
      },
    });
    await pay(app, checkout.token);
    bank.behave({});
  } else if (each.do === 'notify') {
    const attempts = await query(
      app,
      'select a.* from attempts a join checkouts c on c.id = a.checkout_id where c.payment_link_id = $1 order by a.id',
      [link.id],
    );
    const attempt = attempts[each.attempt % Math.max(1, attempts.length)];
    if (attempt) await notify(attempt, each.status);
  }
}

/** What has to be true of one link's rows at every moment; each query gives the rows that break it. */
const laws: [string, string][] = [
  [
    'never more uses than allowed, and held places are what checkouts keep',
    `select p.* from payment_link_places p where p.payment_link_id = $1 and (p.used + p.held > p.max_uses
      or p.held <> (select count(*) from checkouts c where c.payment_link_id = $1 and c.has_place)
      or p.used <> (select count(*) from checkouts c where c.payment_link_id = $1 and c.status = 'paid'))`,
  ],
  [
    'only an open or processing checkout keeps a place, and none of an unlimited link',
    `select c.* from checkouts c where c.payment_link_id = $1 and c.has_place and (c.status not in ('open', 'processing')
      or not exists (select 1 from payment_link_places p where p.payment_link_id = $1))`,
  ],
  [
    'what the link counts as paid is what is paid',
    `select 1 from (select coalesce(sum(paid_count), 0) as count, coalesce(sum(gross_usd_minor), 0) as gross
        from payment_link_counters where payment_link_id = $1) counted,
      (select count(*) as count, coalesce(sum(total_minor), 0) as gross from checkouts
        where payment_link_id = $1 and status = 'paid') paid
      where counted.count <> paid.count or counted.gross <> paid.gross`,
  ],
  [
    'events of a transaction are numbered without a gap, the last as the transaction says',
    `select t.id from transactions t where t.payment_link_id = $1 and (
      (select coalesce(array_agg(e.sequence order by e.sequence), '{}') from events e
        where e.transaction_id = t.id and e.type = 'transaction.status_changed')
      <> (select coalesce(array_agg(number order by number), '{}') from generate_series(1, t.sequence) as number))`,
  ],
  [
    'the last event tells the status and every attempt as they are',
    `select t.id from transactions t join events e on e.transaction_id = t.id and e.sequence = t.sequence
        and e.type = 'transaction.status_changed'
      where t.payment_link_id = $1 and (e.body::jsonb->>'status' <> t.status
        or (select jsonb_agg(a.status order by a.number desc) from attempts a where a.checkout_id = t.checkout_id)
          is distinct from (select jsonb_agg(attempt->'status') from jsonb_array_elements(nullif(e.body::jsonb->'depositAttempts', '[]')) as attempt))`,
  ],
  [
    'a success is the one payment of its checkout, or is given back exactly once',
    `select a.id from attempts a join checkouts c on c.id = a.checkout_id join transactions t on t.checkout_id = c.id
      where c.payment_link_id = $1 and a.status = 'succeeded' and (
        (select count(*) from refunds r where r.attempt_id = a.id)
        <> case when c.status = 'paid' and t.paid_attempt_id = a.id then 0 else 1 end)`,
  ],
  [
    'a paid checkout has a paid transaction, one without money has none',
    `select c.id from checkouts c left join transactions t on t.checkout_id = c.id
      where c.payment_link_id = $1 and (c.status = 'paid') <> coalesce(t.status = 'paid', false)`,
  ],
  [
    'at most one attempt of a checkout is undecided while it is not paid',
    `select a.checkout_id from attempts a join checkouts c on c.id = a.checkout_id
      where c.payment_link_id = $1 and a.status in ('processing', 'requires_action') group by 1 having count(*) > 1`,
  ],
];

it('whatever buyers, bank, clock and merchant do, the rows tell one consistent story', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(null, 1, 2, 3),
      fc.array(step, { minLength: 8, maxLength: 24, size: 'max' }),
      async (maxUses, steps) => {
        const link = await makeLink(merchant, maxUses ? { max_uses: maxUses } : {}, product);
        const checkouts: Json[] = [];
        for (const each of steps) await take(each, link, checkouts);
        for (const [law, breaking] of laws) expect(await query(app, breaking, [link.id]), law).toEqual([]);
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);
