import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import {
  buyer,
  eventually,
  type Merchant,
  makeLink,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;

beforeAll(async () => {
  app = await startApp();
  merchant = await signUp(app);
});
afterAll(() => app.stop());

// What the query says is nobody's business here, but makes the address another than the usual one.
const usual = '';
const unusual = '?source=mail';
// One of each request, or a hand-made number of the form.
const ofOneRequest = ['x-request-id', 'date', 'keep-alive', 'connection', 'transfer-encoding'];

async function ask(path: string, headers: Record<string, string> = {}, more: RequestInit = {}) {
  const response = await fetch(app.url + path, { headers, ...more });
  const text = await response.text();
  const shown = [...response.headers].filter(([name]) => !ofOneRequest.includes(name));
  return { status: response.status, headers: Object.fromEntries(shown), text, raw: response.headers };
}

const previewPath = (id: string) => `/api/payment-links/public/${id}/`;
const withoutRequestId = (text: string) => text.replace(/"request_id":"[^"]*"/, '');
const withoutNonce = (text: string) => text.replace(/name="nonce" value="[^"]*"/, '');

describe('the usual request goes ahead of the framework, and is answered as the framework would', () => {
  test('a preview, and one that did not change', async () => {
    const { id } = await makeLink(merchant, { max_uses: 3 });
    const first = await ask(previewPath(id) + usual);
    const second = await ask(previewPath(id) + unusual);
    expect(first.status).toBe(200);
    expect({ ...first, raw: null }).toEqual({ ...second, raw: null });
    const tag = { 'if-none-match': first.headers.etag as string };
    const third = await ask(previewPath(id) + usual, tag);
    const fourth = await ask(previewPath(id) + unusual, tag);
    expect(third.status).toBe(304);
    expect({ ...third, raw: null }).toEqual({ ...fourth, raw: null });
    expect((await ask(previewPath(id).slice(0, -1))).text).toBe(first.text);
  });

  test('a link that nobody knows, one that is switched off and one that is used up', async () => {
    const off = await makeLink(merchant);
    must(200, await merchant.client.patch(`/api/payment-links/${off.id}/`, { is_active: false }));
    const usedUp = await makeLink(merchant, { max_uses: 1 });
    const { token } = await startOpen(app, usedUp.id);
    must(200, await pay(app, token));
    for (const [id, status] of [
      ['01890a5d-ac96-774b-bcce-b302099a8057', 404],
      [off.id, 410],
      [usedUp.id, 410],
    ]) {
      const first = await ask(previewPath(id) + usual);
      const second = await ask(previewPath(id) + unusual);
      expect(first.status).toBe(status);
      const { 'content-length': firstLength, ...firstHeaders } = first.headers;
      const { 'content-length': secondLength, ...secondHeaders } = second.headers;
      expect(firstHeaders).toEqual(secondHeaders);
      expect(firstLength).toBe(secondLength);
      expect(withoutRequestId(first.text)).toBe(withoutRequestId(second.text));
      expect(first.text).toContain(first.raw.get('x-request-id'));
    }
  });

  test('the page of a link, in every language that is asked for', async () => {
    const { id } = await makeLink(merchant);
    for (const language of ['en', 'de']) {
      const headers = { 'accept-language': language };
      const path = `/pay/${id}`;
      // The first one renders the page, the second finds it.
      const pages = [await ask(path, headers), await ask(path, headers), await ask(`${path}?x=1`, headers)];
      for (const page of pages) {
        expect(page.status).toBe(200);
        expect(page.headers).toEqual(pages[0]?.headers);
        expect(withoutNonce(page.text)).toBe(withoutNonce(pages[0]?.text ?? ''));
      }
      expect(new Set(pages.map(({ text }) => /name="nonce" value="([^"]*)"/.exec(text)?.[1])).size).toBe(3);
    }
  });
});

describe('pages of links that cannot be paid now are kept, and are never out of date', () => {
  const ofPage = ({ status, headers, text }: Awaited<ReturnType<typeof ask>>) => {
    const { 'retry-after': retryAfter, ...others } = headers;
    return { status, headers: others, text, asksToComeBack: retryAfter !== undefined };
  };

  test('switched off, withdrawn, sold out: the same page however it is asked for', async () => {
    const off = await makeLink(merchant);
    must(200, await merchant.client.patch(`/api/payment-links/${off.id}/`, { is_active: false }));
    const withdrawn = await makeLink(merchant);
    must(204, await merchant.client.delete(`/api/payment-links/${withdrawn.id}/`));
    const soldOut = await makeLink(merchant, { max_uses: 1 });
    must(200, await pay(app, (await startOpen(app, soldOut.id)).token));
    const texts = new Set<string>();
    for (const { id } of [off, withdrawn, soldOut]) {
      const path = `/pay/${id}`;
      const pages = [await ask(path), await ask(path), await ask(`${path}${unusual}`)].map(ofPage);
      expect(pages[0]).toMatchObject({ status: 410, asksToComeBack: false });
      expect(pages[1]).toEqual(pages[0]);
      expect(pages[2]).toEqual(pages[0]);
      texts.add(pages[0]?.text as string);
    }
    expect(texts.size).toBe(3);
  });

  test('every place held: the page asks to come back, and opens again when one is given back', async () => {
    const { id } = await makeLink(merchant, { max_uses: 1 });
    const { token } = await startOpen(app, id);
    const path = `/pay/${id}`;
    const pages = [await ask(path), await ask(path), await ask(`${path}${unusual}`)].map(ofPage);
    expect(pages[0]).toMatchObject({ status: 409, asksToComeBack: true });
    expect(pages[1]).toEqual(pages[0]);
    expect(pages[2]).toEqual(pages[0]);
    must(200, await app.client().post(`/api/checkout/${token}/cancel/`));
    expect((await ask(path)).status).toBe(200);
  });

  test('what its seller changes is seen at once', async () => {
    const seller = await signUp(app);
    const { id } = await makeLink(seller);
    const path = `/pay/${id}`;
    const change = async (body: object) =>
      must(200, await seller.client.patch(`/api/payment-links/${id}/`, body));
    await change({ is_active: false });
    expect([(await ask(path)).status, (await ask(path)).status]).toEqual([410, 410]);
    must(200, await seller.client.patch('/api/organization/', { name: 'Another name' }));
    expect((await ask(path)).text).toContain('Another name');
    await change({ is_active: true });
    expect((await ask(path)).status).toBe(200);
  });

  test('hundreds who look at once while places go each see a number that was true', async () => {
    const places = 20;
    const { id } = await makeLink(merchant, { max_uses: places });
    const seen: number[] = [];
    const look = async () => {
      const response = await fetch(app.url + previewPath(id));
      if (response.status === 200)
        seen.push(((await response.json()) as { remaining_uses: number }).remaining_uses);
    };
    for (let taken = 0; taken < places; taken++) {
      const before = seen.length;
      await Promise.all([...Array.from({ length: 20 }, look), startOpen(app, id)]);
      const now = seen.slice(before);
      expect(now.every((left) => left === places - taken || left === places - taken - 1)).toBe(true);
    }
    await look();
    expect(seen.at(-1)).toBe(0);
  });
});

test('every answer has an id of its own, and a line in the log with the pattern of its address', async () => {
  const { id } = await makeLink(merchant);
  const ids = [(await ask(previewPath(id))).raw, (await ask(previewPath(id))).raw].map((headers) =>
    headers.get('x-request-id'),
  );
  expect(new Set(ids).size).toBe(2);
  const lines = app.logLines.map((line) => JSON.parse(line)).filter((line) => ids.includes(line.request_id));
  for (const line of lines)
    expect(line).toMatchObject({
      method: 'GET',
      route: '/api/payment-links/public/:id/',
      status: 200,
      msg: 'request',
    });
  expect(lines).toHaveLength(2);
  expect(lines.every(({ duration_ms }) => typeof duration_ms === 'number')).toBe(true);
  expect(app.logLines.join('')).not.toContain(id);
});

test('several requests that arrive in one go are answered in their order', async () => {
  const { id } = await makeLink(merchant);
  const request = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: shop.example\r\n${more}\r\n`;
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  socket.write(
    request(previewPath(id)) +
      request('/healthz') +
      request(previewPath('01890a5d-ac96-774b-bcce-b302099a8057')) +
      request(previewPath(id), 'Connection: close\r\n'),
  );
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual([
    'HTTP/1.1 200',
    'HTTP/1.1 200',
    'HTTP/1.1 404',
    'HTTP/1.1 200',
  ]);
});

test('what is not the usual request keeps its answer: HEAD, another method, no Host', async () => {
  const { id } = await makeLink(merchant);
  const head = await fetch(app.url + previewPath(id), { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  const post = await fetch(app.url + previewPath(id), { method: 'POST' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  socket.write(`GET ${previewPath(id)} HTTP/1.1\r\nConnection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  expect(text).toMatch(/^HTTP\/1.1 400 /);
});

describe('the usual start goes ahead of the framework, and is answered as the framework would', () => {
  type Sent = { body?: string | Buffer; headers?: Record<string, string>; slash?: string };
  const start = async (
    linkId: string,
    { body = JSON.stringify(buyer), headers = {}, slash = '/' }: Sent = {},
  ) => {
    // The query makes it unusual, so the framework answers the second one.
    const [first, second] = await Promise.all(
      [usual, unusual].map(async (query) => {
        const path = `/api/payment-links/public/${linkId}/start${slash}${query}`;
        const given = { 'content-type': 'application/json', ...headers };
        return ask(path, given, { method: 'POST', body: body as string });
      }),
    );
    return [first, second] as [NonNullable<typeof first>, NonNullable<typeof second>];
  };
  const ofOneStart = (text: string) =>
    text
      .replaceAll(/chk_[0-9a-z]+/g, 'chk')
      .replace(/"token":"[^"]+"/, '"token"')
      .replace(/checkout\/[^"]+/, 'checkout/')
      .replace(/"expires_at":\d+/, '"expires_at"');
  const expectAlike = ([first, second]: Awaited<ReturnType<typeof start>>, status: number) => {
    expect(first.status).toBe(status);
    expect(second.status).toBe(status);
    expect(first.headers).toEqual(second.headers);
    expect(ofOneStart(withoutRequestId(first.text))).toBe(ofOneStart(withoutRequestId(second.text)));
  };

  test('a checkout, with and without a slash behind its address, in one piece or many', async () => {
    const { id } = await makeLink(merchant);
    expectAlike(await start(id), 201);
    expectAlike(await start(id, { slash: '' }), 201);
    const long = JSON.stringify({ ...buyer, success_url: undefined }) + ' '.repeat(15_000);
    expectAlike(await start(id, { body: long }), 201);
    expectAlike(await start(id, { headers: { 'content-type': 'application/json; charset=utf-8' } }), 201);
    expectAlike(await start(id, { headers: { 'content-type': 'application/json;charset="UTF-8"' } }), 201);
    expectAlike(await start(id, { body: JSON.stringify(buyer) + ' '.repeat(20_000) }), 201);
  });

  test.each<[string, number, Sent]>([
    ['no JSON', 400, { body: '{"billing_email": ' }],
    ['bytes that are no UTF-8', 400, { body: Buffer.from([0x22, 0xff, 0x22]) }],
    ['half a surrogate pair', 400, { body: JSON.stringify(buyer).replace('Maja', String.raw`\ud800`) }],
    ['a prototype in its JSON', 400, { body: '{"__proto__": {"billing_email": "a@b.example"}}' }],
    ['a field that nobody knows', 400, { body: JSON.stringify({ ...buyer, colour: 'red' }) }],
    ['a field that is missing', 400, { body: JSON.stringify({ ...buyer, billing_email: undefined }) }],
    ['no object', 400, { body: '[]' }],
    ['another media type', 415, { headers: { 'content-type': 'text/plain' } }],
    ['another charset', 415, { headers: { 'content-type': 'application/json; charset=latin1' } }],
    ['a body that is too large', 413, { body: JSON.stringify(buyer) + ' '.repeat(300_000) }],
    ['a key that is too short', 400, { headers: { 'idempotency-key': 'short' } }],
  ])('%s', async (_, status, sent) => {
    const { id } = await makeLink(merchant);
    expectAlike(await start(id, sent), status);
    // Nothing of what was refused is left in the way of the next one.
    expectAlike(await start(id), 201);
  });

  test('links that are unknown, switched off or held', async () => {
    const off = await makeLink(merchant);
    must(200, await merchant.client.patch(`/api/payment-links/${off.id}/`, { is_active: false }));
    const held = await makeLink(merchant, { max_uses: 1 });
    await startOpen(app, held.id);
    expectAlike(await start('01890a5d-ac96-774b-bcce-b302099a8057'), 404);
    expectAlike(await start(off.id), 410);
    const [first, second] = await start(held.id);
    expect([first.status, second.status]).toEqual([409, 409]);
    expect(withoutRequestId(first.text)).toBe(withoutRequestId(second.text));
  });

  test('the same key gives the same checkout on either way', async () => {
    const { id } = await makeLink(merchant);
    const [first, second] = await start(id, { headers: { 'idempotency-key': '0123456789abcdef' } });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.text).toBe(second.text);
    const replayed = [first, second].map(({ headers }) => headers['idempotent-replayed']);
    expect(replayed.filter((value) => value === 'true')).toHaveLength(1);
  });

  test('a body that comes in pieces over one connection, between two others', async () => {
    const { id } = await makeLink(merchant);
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname);
    const body = JSON.stringify(buyer);
    const head = `POST /api/payment-links/public/${id}/start/ HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    let answered = '';
    socket.setEncoding('utf8').on('data', (text) => {
      answered += text;
    });
    const answers = () => answered.split('HTTP/1.1 201 Created').length - 1;
    socket.write(head + body);
    await eventually(
      async () => answers(),
      (count) => count === 1,
    );
    socket.write(head + body.slice(0, 40));
    await new Promise((resolve) => socket.write(body.slice(40, 90), resolve));
    // Two at once: the end of this one, and all of the next.
    socket.write(body.slice(90) + head + body);
    await eventually(
      async () => answers(),
      (count) => count === 3,
    );
    socket.destroy();
  });
});
