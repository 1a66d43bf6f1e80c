import { randomUUID } from 'node:crypto';
import { startDeliveries } from '#messaging/webhooks/deliveries/delivery-loop.ts';
import type { TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import type { Receiver } from '#test/support/receiver.ts';
import { buyer, card, eventually, type Merchant, must } from '#test/support/scenario.ts';

/** A request whose statements are looked at. */
export type Observed = {
  readonly title: string;
  /** Which statements are looked at, where others come and go by chance. */
  readonly only?: RegExp;
  readonly ask: () => Promise<unknown>;
};

/** The requests that a busy house answers most, in the order in which they are told. */
export async function observedRequests(
  app: TestApp,
  merchant: Merchant,
  receiver: Receiver,
): Promise<Observed[]> {
  const { client } = merchant;
  const links = must(200, await client.get('/api/payment-links/?limit=100')).results as Json[];
  const limited = links.find((link) => link.max_uses !== null && link.remaining_uses > 3) as Json;
  const unlimited = links.find((link) => link.max_uses === null && link.status === 'active') as Json;
  const sold = must(200, await client.get('/api/transactions/')).results[0] as Json;
  const key = must(200, await client.post('/api/organization/api-keys/rotate/', {})).raw_key as string;
  const server = app.client().withKey(key);
  const start = async (link: Json) =>
    must(
      201,
      await app
        .client()
        .post(`/api/payment-links/public/${link.id}/start/`, buyer, { 'idempotency-key': randomUUID() }),
    );
  const open = await start(limited);
  const get = (path: string) => async () => must(200, await client.get(path));
  const page = (title: string, path: string): Observed => ({ title, ask: get(path) });
  /** Some pages on, where the list is walked from a cursor. */
  const deep = async (path: string) => {
    let url: string = must(200, await client.get(path)).next;
    for (let pages = 0; pages < 4; pages++) url = must(200, await client.get(url)).next;
    const { pathname, search } = new URL(url);
    return pathname + search;
  };
  return [
    {
      title: 'A buyer looks at a link',
      ask: async () => must(200, await app.client().get(`/api/payment-links/public/${unlimited.id}/`)),
    },
    { title: 'A buyer starts at a link with places', ask: () => start(limited) },
    {
      title: 'A buyer pays',
      ask: async () =>
        must(
          200,
          await app
            .client()
            .post(`/api/checkout/${open.token}/pay/`, card(), { 'idempotency-key': randomUUID() }),
        ),
    },
    {
      title: 'A buyer looks at a checkout',
      ask: async () => must(200, await app.client().get(`/api/checkout/${open.token}/`)),
    },
    page('Links, first page', '/api/payment-links/'),
    page('Links, further on', await deep('/api/payment-links/')),
    page('Links, active ones', '/api/payment-links/?status=active'),
    page('Links, by name', '/api/payment-links/?sort=name'),
    page('Links, by their end', '/api/payment-links/?sort=-expires_at'),
    page('Links, by revenue', '/api/payment-links/?sort=-revenue'),
    page('Links, by revenue, further on', await deep('/api/payment-links/?sort=-revenue')),
    page('Links, by how often they were paid', '/api/payment-links/?sort=-paid_count'),
    page('Links, by the places left', '/api/payment-links/?sort=remaining_uses'),
    page('Links, by the words of a name', '/api/payment-links/?q=exhibition'),
    page('Transactions, first page', '/api/transactions/'),
    page('Transactions, further on', await deep('/api/transactions/')),
    page('Transactions, by status and currency', '/api/transactions/?status=paid&currency=EUR'),
    page('Transactions, of some amounts', '/api/transactions/?amount_min=20&amount_max=30'),
    page('Transactions, by amount and status', '/api/transactions/?amount_min=20&status=paid&currency=EUR'),
    page('Transactions, of one way to pay', '/api/transactions/?way=bank'),
    page('Transactions, of one link', `/api/transactions/?link=${sold.payment_link_id}`),
    page('Transactions, of one payer', `/api/transactions/?email=${encodeURIComponent(sold.payer_email)}`),
    page('Transactions, by the beginning of an address', '/api/transactions/?q=ma'),
    page('Transactions, by the beginning of a name', '/api/transactions/?q=lindq'),
    page('Transactions, by a checkout', `/api/transactions/?q=${sold.checkout_id}`),
    { title: 'One link with its statistics', ask: get(`/api/payment-links/${sold.payment_link_id}/`) },
    { title: 'One transaction', ask: get(`/api/transactions/${sold.id}/`) },
    page('What was booked for one transaction', `/api/organization/ledger/?transaction=${sold.id}`),
    page(
      'What was sent about one transaction',
      `/api/organization/webhook/deliveries/?transaction=${sold.id}`,
    ),
    { title: 'The first page of the dashboard', ask: get('/api/organization/dashboard/') },
    {
      title: 'The feed of events',
      ask: async () => must(200, await server.get('/api/events/?after=5000&limit=100')),
    },
    page('Events, newest first', '/api/organization/events/'),
    page('Events, further on', await deep('/api/organization/events/')),
    page('Events, of a rare type', '/api/organization/events/?event=refund.status_changed'),
    page('Events, of one transaction', `/api/organization/events/?q=${sold.id}`),
    page('Deliveries, newest first', '/api/organization/webhook/deliveries/'),
    page('Deliveries, those that failed', '/api/organization/webhook/deliveries/?status=failed'),
    {
      title: 'A delivery that is due',
      // How many are claimed next depends on how soon the first was answered; the statement differs in its limit only.
      only: /^(?:find_due_lanes|claim_deliveries_4)$/,
      ask: async () => {
        const path = '/api/organization/webhook/deliveries/';
        const [delivery] = must(200, await client.get(path)).results;
        must(202, await client.post(`${path}${delivery.id}/resend/`));
        const deliveries = startDeliveries(app.context);
        await eventually(
          async () => receiver.received.length,
          (count) => count > 0,
        );
        await deliveries.stop();
      },
    },
  ];
}
