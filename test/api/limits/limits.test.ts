import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { cards, makeLink, must, pay, signUp, start, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT: 'on', TRUST_PROXY: '1' } });
});
afterAll(() => app.stop());

const from = (address: string) => ({ 'x-forwarded-for': address });

/** A minute of counting begins, so that none ends while a test counts. */
function newMinute(): void {
  app.clock.advance(60_100 - (app.clock.now().getTime() % 60_000));
}

describe('one address holds at most 5 open places of a link', () => {
  test('of 12 starts at once 5 get a place; others, and the same one after paying, get theirs', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 50 });
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => start(app, link.id, {}, from('203.0.113.7'))),
    );
    const started = replies.filter((reply) => reply.status === 201);
    expect(started).toHaveLength(5);
    for (const reply of replies.filter((candidate) => candidate.status !== 201)) {
      expect([reply.status, reply.body.code]).toEqual([429, 'rate_limited']);
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    must(201, await start(app, link.id, {}, from('203.0.113.8')));
    must(200, await pay(app, started[0]?.body.token, undefined, from('203.0.113.7')));
    must(201, await start(app, link.id, {}, from('203.0.113.7')));
    const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
    expect(detail).toMatchObject({ uses: 1, held: 6 });
  });

  test('an unlimited link has no such rule, and no address is kept in clear', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    for (let count = 0; count < 8; count++) must(201, await start(app, link.id, {}, from('203.0.113.9')));
    const { rows } = await app.context.database.pool.query('select checkouts::text as text from checkouts');
    expect(JSON.stringify(rows)).not.toContain('203.0.113');
  });
});

describe('requests a minute', () => {
  test('starts are limited by address, with Retry-After, and IPv6 counts by /64', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    newMinute();
    const statuses: number[] = [];
    for (let count = 0; count < 61; count++) {
      const reply = await start(app, link.id, {}, from(`2001:db8:7:1::${count + 1}`));
      statuses.push(reply.status);
      if (reply.status === 429) expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(statuses.slice(0, 60).every((status) => status === 201)).toBe(true);
    expect(statuses[60]).toBe(429);
    must(201, await start(app, link.id, {}, from('2001:db8:7:2::1')));
    app.clock.advance(120_000);
    must(201, await start(app, link.id, {}, from('2001:db8:7:1::1')));
  });

  test('payments are limited by checkout, from however many addresses they come', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const { token } = await startOpen(app, link.id);
    newMinute();
    const statuses: number[] = [];
    for (let count = 0; count < 21; count++) {
      statuses.push((await pay(app, token, cards.declined, from(`198.51.100.${count + 1}`))).status);
    }
    expect(statuses.slice(0, 5)).toEqual([402, 402, 402, 402, 402]);
    expect(statuses.slice(5, 20).every((status) => status === 410)).toBe(true);
    expect(statuses[20]).toBe(429);
  });

  test('the left part of X-Forwarded-For is the client’s own word and counts for nothing', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 50 });
    const replies = [];
    for (let count = 0; count < 6; count++) {
      replies.push(await start(app, link.id, {}, from(`10.0.0.${count}, 203.0.113.70`)));
    }
    expect(replies.map((reply) => reply.status)).toEqual([201, 201, 201, 201, 201, 429]);
  });
});

describe('a proxy that nobody told of', () => {
  test('is written down once, however many requests come through it', async () => {
    const alone = await startApp();
    const warnings = () =>
      alone.logLines.map((line) => JSON.parse(line)).filter(({ msg }) => /TRUST_PROXY/.test(msg));
    await alone.client().get('/healthz');
    expect(warnings()).toEqual([]);
    for (const headers of [from('203.0.113.1'), from('203.0.113.2'), { forwarded: 'for=203.0.113.3' }])
      await alone.client().get('/healthz', headers);
    expect(warnings()).toMatchObject([{ level: 40 }]);
    expect(app.logLines.filter((line) => /TRUST_PROXY/.test(line))).toEqual([]);
    await alone.stop();
  });
});
