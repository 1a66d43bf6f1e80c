import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { query, stateOf } from '#test/support/paying.ts';
import { buyer, cards, makeLink, must, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const html = { accept: 'text/html' };
const send = (path: string, fields: Record<string, string>) =>
  app.client().request('POST', path, new URLSearchParams(fields).toString(), {
    ...html,
    'content-type': 'application/x-www-form-urlencoded',
  });
const nameOn = (page: string) => /<input[^>]* id="name"[^>]* value="([^"]*)"/.exec(page)?.[1];

test('an address is stored trimmed and in one form, from the API and from the page', async () => {
  const link = await makeLink(await signUp(app));
  const typed = {
    ...buyer,
    billing_email: ' ju\u0308rgen@example.com\u00a0',
    billing_first_name: 'Ju\u0308rgen',
  };
  const started = await startOpen(app, link.id, typed);
  const wanted = { email: 'j\u00fcrgen@example.com', first_name: 'J\u00fcrgen' };
  expect((await stateOf(app, started)).billing).toMatchObject(wanted);
  const reply = await send(`/pay/${link.id}`, typed);
  const token = reply.headers.get('location')?.split('/')[2];
  expect((await stateOf(app, { token })).billing).toMatchObject(wanted);
  const rows = await query(app, 'select distinct payer_email from checkouts where payment_link_id = $1', [
    link.id,
  ]);
  expect(rows).toEqual([{ payer_email: wanted.email }]);
});

test('a text of the address bar that is cut between two characters starts a checkout, and no error', async () => {
  const link = await makeLink(await signUp(app));
  const client_reference_id = `${'x'.repeat(199)}\u{1f319}\u{1f319}`;
  const page = await app
    .client()
    .get(
      `/pay/${link.id}?${new URLSearchParams({ client_reference_id, utm_source: client_reference_id })}`,
      html,
    );
  expect(page.text).toContain(`value="${'x'.repeat(199)}\u{1f319}"`);
  const reply = await send(`/pay/${link.id}`, {
    ...buyer,
    client_reference_id,
    utm_source: client_reference_id,
  });
  expect(reply.status).toBe(303);
});

test('somebody with one name, in Kosovo, starts and is asked for nothing more', async () => {
  const link = await makeLink(await signUp(app));
  const { billing_last_name: _none, ...one } = buyer;
  const body = { ...one, billing_first_name: 'Rita', billing_country: 'XK' };
  must(201, await app.client().post(`/api/payment-links/public/${link.id}/start/`, body));
  const reply = await send(`/pay/${link.id}`, body);
  expect(reply.status).toBe(303);
  const checkout = await app.client().get(reply.headers.get('location') ?? '', html);
  expect(checkout.text).toContain('Kosovo');
  expect(nameOn(checkout.text)).toBe('Rita');
});

test('the name on the card is the buyer’s, and the one that was typed after a decline', async () => {
  const { token } = await startOpen(app, (await makeLink(await signUp(app))).id);
  const page = await app.client().get(`/checkout/${token}`, html);
  expect(nameOn(page.text)).toBe('Maja Lindqvist');
  const card = { number: cards.declined, expiry: '12 / 40', cvc: '123', name: 'Karl Lindqvist' };
  const declined = await send(`/checkout/${token}/pay`, card);
  expect([declined.status, nameOn(declined.text)]).toEqual([402, 'Karl Lindqvist']);
});

test('the fields of the address are one group, so that a browser fills all of it', async () => {
  const link = await makeLink(await signUp(app));
  const { text } = await app.client().get(`/pay/${link.id}`, html);
  const tokens = [...text.matchAll(/autocomplete="([^"]+)"/g)].map(([, token]) => token);
  expect(tokens.sort()).toEqual(
    [
      ...[
        'email',
        'given-name',
        'family-name',
        'country',
        'postal-code',
        'address-level1',
        'organization',
        'off',
      ],
      ...['tel', 'address-line1', 'address-line2', 'address-level2'],
    ].sort(),
  );
});
