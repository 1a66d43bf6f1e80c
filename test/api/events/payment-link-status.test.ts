import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { eventually, type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set(0);
  merchant = await signUp(app);
});

async function told(): Promise<Json[]> {
  const { results } = must(200, await merchant.client.get('/api/events/?limit=100'));
  return results.filter(({ event }: Json) => event === 'payment_link.status_changed');
}

/** Waits for this many changes and gives them as `before → after`. */
async function changes(count: number): Promise<string[]> {
  const events = await eventually(told, (found) => found.length >= count);
  return events.map(({ previous_status, status }) => `${previous_status} → ${status}`);
}

const inHours = (hours: number) => new Date(app.clock.now().getTime() + hours * 3_600_000).toISOString();
const patch = async (link: Json, body: unknown) =>
  must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, body));

describe('payment_link.status_changed', () => {
  it('is told when a link is switched off and on, deleted and restored, with what the link is then', async () => {
    const link = await makeLink(merchant, { name: 'Spring', max_uses: 3 });
    await patch(link, { is_active: false });
    await patch(link, { is_active: true });
    must(204, await merchant.client.delete(`/api/payment-links/${link.id}/`));
    must(204, await merchant.client.delete(`/api/payment-links/${link.id}/`));
    must(200, await merchant.client.post(`/api/payment-links/${link.id}/restore/`));
    expect(await changes(4)).toEqual([
      'active → inactive',
      'inactive → active',
      'active → deleted',
      'deleted → active',
    ]);
    const [first] = await told();
    expect(first).toEqual({
      position: 1,
      event: 'payment_link.status_changed',
      event_id: expect.stringMatching(/^evt_/),
      payment_link_id: link.id,
      name: 'Spring',
      status: 'inactive',
      previous_status: 'active',
      uses: 0,
      max_uses: 3,
      expires_at: null,
      mode: 'sandbox',
      created_at: expect.stringMatching(/Z$/),
    });
  });

  it('is not told when the status stays', async () => {
    const link = await makeLink(merchant);
    await patch(link, { name: 'Summer', metadata: { a: 'b' }, max_uses: 5 });
    await patch(link, { expires_at: inHours(2) });
    await patch(link, { is_active: false });
    expect(await changes(1)).toEqual(['active → inactive']);
  });

  it('is told when a link expires, at the time that it has by then, and when it is extended again', async () => {
    const link = await makeLink(merchant, { expires_at: inHours(1) });
    await patch(link, { expires_at: inHours(3) });
    app.clock.advance(2 * 3_600_000);
    await patch(link, { name: 'Still open' });
    app.clock.advance(1.1 * 3_600_000);
    app.context.wakeJobs();
    expect(await changes(1)).toEqual(['active → expired']);
    await patch(link, { expires_at: inHours(1) });
    expect(await changes(2)).toEqual(['active → expired', 'expired → active']);
    app.clock.advance(1.1 * 3_600_000);
    app.context.wakeJobs();
    expect(await changes(3)).toEqual(['active → expired', 'expired → active', 'active → expired']);
  });

  it('is told when the last place is paid, and when the limit is raised', async () => {
    const link = await makeLink(merchant, { max_uses: 2, expires_at: inHours(5) });
    const checkouts = [await startOpen(app, link.id), await startOpen(app, link.id)];
    for (const { token } of checkouts) must(200, await pay(app, token));
    expect(await changes(1)).toEqual(['active → used_up']);
    expect((await told())[0]).toMatchObject({ uses: 2, max_uses: 2 });
    await patch(link, { max_uses: 3 });
    expect(await changes(2)).toEqual(['active → used_up', 'used_up → active']);
    must(200, await pay(app, (await startOpen(app, link.id)).token));
    expect((await changes(3)).at(-1)).toBe('active → used_up');
    // Looking at its uses must not make it forget its end.
    app.clock.advance(5.1 * 3_600_000);
    app.context.wakeJobs();
    expect((await changes(4)).at(-1)).toBe('used_up → expired');
  });

  it('says nothing of a link without limit, however often it is paid', async () => {
    const link = await makeLink(merchant);
    must(200, await pay(app, (await startOpen(app, link.id)).token));
    await patch(link, { is_active: false });
    expect(await changes(1)).toEqual(['active → inactive']);
  });
});
