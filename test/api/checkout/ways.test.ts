import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Provider } from '#paying/providers/port.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type Bank, createBank } from '#test/support/bank.ts';
import type { Json } from '#test/support/client.ts';
import { query, startedCheckout, stateOf } from '#test/support/paying.ts';
import { card, must } from '#test/support/scenario.ts';

/*
 * Two ways beside each other: the sandbox's card form, and a page elsewhere that may refuse to end.
 */

let page: Bank;
let app: TestApp;
beforeAll(async () => {
  page = createBank('page');
  app = await startApp({ providers: [onAPage(page.provider)] });
});
afterAll(() => app.stop());
beforeEach(() => page.behave({ decides: () => 'requires_action' }));

let refusesToEnd = false;

/** The provider of the bank in memory, as one that has a page of its own. */
function onAPage({ readTestCard: _, ...provider }: Provider): Provider {
  return {
    ...provider,
    label: 'Card, wallets and more',
    kind: 'redirect',
    expire: async (key) => {
      const open = refusesToEnd ? await provider.find(key) : undefined;
      return open ?? provider.expire(key);
    },
  };
}

const payBy = (checkout: Json, body: Record<string, unknown>) =>
  app.client().post(`/api/checkout/${checkout.token}/pay/`, body);

async function attemptsOf(checkout: Json): Promise<string[]> {
  const rows = await query(
    app,
    'select provider, status from attempts where checkout_id = $1 order by number',
    [parseId('chk', checkout.checkout_id)],
  );
  return rows.map(({ provider, status }) => `${provider} ${status}`);
}

describe('a checkout that can be paid in several ways', () => {
  it('tells them in the order of its seller', async () => {
    const { checkout } = await startedCheckout(app);
    expect((await stateOf(app, checkout)).ways).toEqual([
      { id: 'page', provider: 'page', label: 'Card, wallets and more', kind: 'redirect' },
      { id: 'sandbox', provider: 'sandbox', label: 'Test card', kind: 'card_form' },
    ]);
  });

  it('is paid in the first when none is named, and in the one that is named', async () => {
    const { checkout } = await startedCheckout(app);
    const first = must(202, await payBy(checkout, {}));
    expect(first.next_action).toEqual({ type: 'redirect', url: 'https://bank.example/page' });
    const paid = must(200, await payBy(checkout, { way: 'sandbox', ...card() }));
    expect(paid.status).toBe('paid');
    expect(await attemptsOf(checkout)).toEqual(['page canceled', 'sandbox succeeded']);
  });

  it.each([
    [{ way: 'stripe' }, 'unknown_way', 'way'],
    [{ way: 'page', ...card() }, 'unknown_field', 'payment_method'],
    [{ way: 'sandbox' }, 'required', 'payment_method'],
    [{ way: '' }, 'invalid_value', 'way'],
  ])('refuses %j with 400 %s, and no attempt begins', async (body, code, field) => {
    const { checkout } = await startedCheckout(app);
    const refused = must(400, await payBy(checkout, body));
    expect(refused.code === code || refused.errors[0].code === code).toBe(true);
    expect(refused.errors[0].field).toBe(field);
    expect(await attemptsOf(checkout)).toEqual([]);
  });

  it('is not paid in another way while the first cannot be ended there', async () => {
    const { checkout } = await startedCheckout(app, { max_uses: 1 });
    must(202, await payBy(checkout, { way: 'page' }));
    refusesToEnd = true;
    const refused = must(409, await payBy(checkout, { way: 'sandbox', ...card() }));
    expect(refused.code).toBe('payment_in_progress');
    expect(await attemptsOf(checkout)).toEqual(['page requires_action']);
    refusesToEnd = false;
    must(200, await payBy(checkout, { way: 'sandbox', ...card() }));
    expect(await attemptsOf(checkout)).toEqual(['page canceled', 'sandbox succeeded']);
  });

  it('counts as paid there when the buyer was faster than the end, and nothing is charged again', async () => {
    const { checkout } = await startedCheckout(app);
    must(202, await payBy(checkout, { way: 'page' }));
    for (const [attempt, payment] of page.book)
      if (payment.status === 'requires_action')
        page.book.set(attempt, { ...payment, status: 'succeeded' } as never);
    const refused = must(409, await payBy(checkout, { way: 'sandbox', ...card() }));
    expect(refused.code).toBe('checkout_already_paid');
    expect(await attemptsOf(checkout)).toEqual(['page succeeded']);
  });
});
