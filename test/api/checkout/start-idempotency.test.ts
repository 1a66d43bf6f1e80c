import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCheckout } from '#paying/checkouts/start-checkout.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { placesOf, query, switchOff } from '#test/support/paying.ts';
import { buyer, makeLink, must, pay, signUp, start } from '#test/support/scenario.ts';

let app: TestApp;
let other: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  other = await startApp({ env: { JOBS: 'off' }, database: app.database, clock: app.clock });
});
afterAll(async () => {
  await other.stop();
  await app.stop();
});

let count = 0;
function freshKey(): { 'idempotency-key': string } {
  count += 1;
  return { 'idempotency-key': `start-key-number-${count}` };
}
const limited = async (maxUses = 5) => {
  const merchant = await signUp(app);
  return { merchant, link: await makeLink(merchant, { max_uses: maxUses }) };
};

describe('Idempotency-Key at start', () => {
  it('a repeated key gives the first checkout again, marked, and takes no second place', async () => {
    const { link } = await limited();
    const key = freshKey();
    const first = await start(app, link.id, {}, key);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    const second = await start(other, link.id, {}, key);
    expect(second).toMatchObject({ status: 201, body: { token: first.body.token } });
    expect({ ...second.body, checkout_url: '' }).toEqual({ ...first.body, checkout_url: '' });
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect((await placesOf(app, link)).held).toBe(1);
  });

  it('the replay is the first answer, whatever became of checkout and link', async () => {
    const { merchant, link } = await limited(1);
    const key = freshKey();
    const first = must(201, await start(app, link.id, {}, key));
    must(200, await pay(app, first.token));
    must(200, await switchOff(merchant, link));
    expect(must(201, await start(app, link.id, {}, key))).toEqual(first);
  });

  it('the same fields in another order are the same body', async () => {
    const { link } = await limited();
    const key = freshKey();
    const first = must(201, await start(app, link.id, {}, key));
    const reversed = Object.fromEntries(Object.entries(buyer).reverse());
    const reply = await app.client().post(`/api/payment-links/public/${link.id}/start/`, reversed, key);
    expect(must(201, reply)).toEqual(first);
  });

  it('422 idempotency_key_reuse: the same key with another body', async () => {
    const { link } = await limited();
    const key = freshKey();
    must(201, await start(app, link.id, {}, key));
    const reply = await start(app, link.id, { billing_first_name: 'Astrid' }, key);
    expect(reply).toMatchObject({ status: 422, body: { code: 'idempotency_key_reuse' } });
    expect((await placesOf(app, link)).held).toBe(1);
  });

  it('keys of different links are different keys', async () => {
    const key = freshKey();
    const [one, two] = [await limited(), await limited()];
    const first = must(201, await start(app, one.link.id, {}, key));
    const second = must(201, await start(app, two.link.id, {}, key));
    expect(second.checkout_id).not.toBe(first.checkout_id);
  });

  it('twenty at once with one key, at two servers, are one checkout and one place', async () => {
    const { link } = await limited();
    const key = freshKey();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => start(index % 2 ? app : other, link.id, {}, key)),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(replies.map(({ body }) => body.checkout_id)).size).toBe(1);
    expect(replies.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    expect((await placesOf(app, link)).held).toBe(1);
  });

  it('400 invalid_idempotency_key: without credentials at least 16 printable characters, at most 255', async () => {
    const { link } = await limited();
    for (const value of [
      'short',
      'fifteen-letters',
      'x'.repeat(256),
      'sixteen-and-ümla',
      'with\ttabulator-in-it',
    ]) {
      const reply = await start(app, link.id, {}, { 'idempotency-key': value });
      expect(reply).toMatchObject({ status: 400, body: { code: 'invalid_idempotency_key' } });
    }
    must(201, await start(app, link.id, {}, { 'idempotency-key': 'sixteen-letters!' }));
    must(201, await start(app, link.id, {}, { 'idempotency-key': 'y'.repeat(255) }));
  });

  it('an answer that changed nothing frees the key', async () => {
    const { link } = await limited(1);
    const held = must(201, await start(app, link.id));
    const key = freshKey();
    expect((await start(app, link.id, { currency: 'GBP' }, key)).status).toBe(400);
    expect((await start(app, link.id, {}, key)).status).toBe(409);
    must(200, await app.client().post(`/api/checkout/${held.token}/cancel/`));
    const reply = await start(app, link.id, { billing_first_name: 'Astrid' }, key);
    expect(reply.status).toBe(201);
    expect(reply.headers.get('idempotent-replayed')).toBeNull();
  });

  it('is forgotten after 24 hours by the clock: the same key starts anew, with any body', async () => {
    const { link } = await limited();
    const key = freshKey();
    const first = must(201, await start(app, link.id, {}, key));
    app.clock.advance(24 * 3_600_000 - 60_000);
    expect(must(201, await start(app, link.id, {}, key))).toEqual(first);
    app.clock.advance(61_000);
    const again = must(201, await start(app, link.id, { billing_first_name: 'Astrid' }, key));
    expect(again.checkout_id).not.toBe(first.checkout_id);
    expect(must(201, await start(app, link.id, { billing_first_name: 'Astrid' }, key))).toEqual(again);
  });

  it('keeps no key, no body and no token: hashes and what the answer is rebuilt from', async () => {
    const { link } = await limited();
    const key = freshKey();
    const session = must(201, await start(app, link.id, {}, key));
    const rows = await query(
      app,
      `select encode(scope, 'hex') as scope, answer::text as answer from idempotency_keys`,
    );
    const text = JSON.stringify(rows);
    expect(text).not.toContain(key['idempotency-key']);
    expect(text).not.toContain(session.token.split('.')[2]);
    expect(text).not.toContain('maja@example.com');
  });
});

describe('keys that meet in one batch', () => {
  /** Calls of one turn go down in one statement; each is told by what it answered or by the code it was refused with. */
  async function together(link: Json, key: string, names: string[]): Promise<string[]> {
    const outcomes = await Promise.allSettled(
      names.map((billing_first_name) =>
        startCheckout(app.context, {
          linkId: link.id,
          body: { ...buyer, billing_first_name },
          idempotencyKey: key,
          address: '127.0.0.1',
          locale: undefined,
        }),
      ),
    );
    return outcomes.map((outcome) => {
      if (outcome.status === 'rejected') return outcome.reason.code;
      return `${outcome.value.isReplay ? 'again' : 'new'} ${outcome.value.session.checkout_id}`;
    });
  }

  it('the first takes the key, the same body is a replay, another body a reuse', async () => {
    const { link } = await limited();
    await start(app, link.id);
    const key = freshKey()['idempotency-key'];
    const [first, other, same] = await together(link, key, ['Maja', 'Astrid', 'Maja']);
    expect(first).toMatch(/^new /);
    expect(other).toBe('idempotency_key_reuse');
    expect(same).toBe(first?.replace('new', 'again'));
    expect((await placesOf(app, link)).held).toBe(2);
  });

  it('a stored key is judged for each by its own body', async () => {
    const { link } = await limited();
    const key = freshKey()['idempotency-key'];
    const [stored] = await together(link, key, ['Maja']);
    const again = stored?.replace('new', 'again');
    const reuse = 'idempotency_key_reuse';
    expect(await together(link, key, ['Maja', 'Astrid', 'Maja'])).toEqual([again, reuse, again]);
    expect(await together(link, key, ['Astrid', 'Maja', 'Astrid'])).toEqual([reuse, again, reuse]);
    expect((await placesOf(app, link)).held).toBe(1);
  });

  it('a refusal frees the key for another body of the same batch', async () => {
    const { link } = await limited(1);
    must(201, await start(app, link.id));
    const key = freshKey()['idempotency-key'];
    expect(await together(link, key, ['Maja', 'Astrid', 'Maja'])).toEqual(Array(3).fill('link_fully_held'));
  });
});
