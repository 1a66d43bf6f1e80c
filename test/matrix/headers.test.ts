import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvType, xlsxType } from '#platform/contract/exports.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client, Json, Reply } from '#test/support/client.ts';
import { buyer, card, cards, makeLink, must, pay, startOpen } from '#test/support/scenario.ts';
import { apiPermissions } from './permissions/api.ts';
import {
  type Owed,
  owedBy,
  owedByAll,
  owedToHolder,
  owedToReader,
  owedWithoutHttps,
} from './permissions/headers.ts';
import { pagePermissions } from './permissions/pages.ts';
import type { Permission } from './permissions/permission.ts';
import { bodyOf } from './support/bodies.ts';
import { formType } from './support/forms.ts';
import { pathOf, transferOf } from './support/parameters.ts';
import { clientWithRole, clientWithScopes } from './support/people.ts';
import { type AnyRoute, allRoutes, doorOf, nameOf } from './support/routes.ts';
import { makeWorld, type World } from './support/world.ts';

let app: TestApp;
let world: World;
/** What the pages show; calls of the API change the other one in every way. */
let shop: World;
beforeAll(async () => {
  app = await startApp({
    env: { JOBS: 'off', PUBLIC_URL: 'https://pay.example', RATE_LIMIT: 'on', SMTP_URL: 'smtp://127.0.0.1:1' },
    resolveHost: async () => [],
  });
  world = await makeWorld(app);
  shop = await makeWorld(app);
});
afterAll(() => app.stop());

function kindOf(reply: Reply<Json>, answers: Permission['answers']): keyof typeof owedBy {
  if (reply.status === 304) return 'unchanged';
  if (reply.status >= 300 && reply.status < 400) return 'redirect';
  if (reply.status === 204) return 'empty';
  if (/^application\/problem\+json/.test(reply.headers.get('content-type') ?? '')) return 'problem';
  // What refuses is a page of its own, whatever was asked for.
  if ((answers === 'link-page' || answers === 'asset') && reply.status !== 200) return 'buyer-page';
  if (answers === 'held-page' && reply.status === 404) return 'buyer-page';
  return answers ?? 'json';
}

/** Every header that this answer owes and does not have, or has and must not. */
function faults(
  reply: Reply<Json>,
  answers: Permission['answers'],
  overHttps = true,
  cookie: Owed = {},
): string[] {
  const kind = kindOf(reply, answers);
  const owed = {
    ...owedByAll,
    ...owedBy[kind],
    ...(overHttps ? {} : owedWithoutHttps),
    ...cookie,
  };
  return Object.entries(owed).flatMap(([name, wanted]) => {
    const value = reply.headers.get(name);
    const isRight = wanted === null ? value === null : value !== null && wanted.test(value);
    return isRight ? [] : [`${reply.status} (${kind}): ${name} is ${value}, not ${wanted}`];
  });
}

/** Redirects that set one. */
const cookiesOf: Readonly<Record<string, Owed>> = {
  'POST /pay/:id': owedToHolder,
  'POST /checkout/:token/change': owedToHolder,
  'GET /language/:locale': owedToReader,
};

async function callerOf(route: AnyRoute): Promise<Client> {
  if (doorOf(route) === 'public') return app.client();
  return doorOf(route) === 'api-key'
    ? clientWithScopes(app, world.merchant)
    : clientWithRole(app, world.merchant, 'owner');
}

const routes = allRoutes.filter((route) => nameOf(route) in apiPermissions);

describe.each(routes.map((route) => [nameOf(route), route] as const))('%s', (name, route) => {
  const { answers, role } = apiPermissions[name] as Permission;

  it('owes its headers whatever it answers', async () => {
    const path = await pathOf(route, world);
    const body = bodyOf(route, world);
    const caller = await callerOf(route);
    const ask = (client: Client, at: string, sent: unknown, headers = {}) =>
      client.request(route.method, at, sent, headers);
    const replies = [
      await ask(caller, path, body),
      await ask(caller, `${path}?limit=none&nothing=1`, body),
      await ask(caller, path.replace(/[^/]{30,}/, 'nobody'), body),
      await app.client().request('OPTIONS', path),
      ...(route.method === 'GET' ? [] : [await ask(caller, path, '{', { 'content-type': 'text/plain' })]),
      ...(doorOf(route) === 'public' ? [] : [await ask(app.client(), path, body)]),
      ...(role && role !== 'viewer'
        ? [await ask(await clientWithRole(app, world.merchant, 'viewer'), path, body)]
        : []),
      ...(answers === 'export'
        ? [
            await ask(caller, path, body, { accept: csvType }),
            await ask(caller, path, body, { accept: xlsxType }),
          ]
        : []),
    ];
    expect(replies.flatMap((reply) => faults(reply, answers))).toEqual([]);
  });
});

const html = { accept: 'text/html' };

/** Requests for pages, and what each is answered with, so that every page is seen in every state that it has. */
const pages: readonly (readonly [string, number, () => Promise<Reply<Json>>])[] = [
  ['GET /pay/:id', 200, async () => get(`/pay/${shop.link.id}`)],
  ['GET /pay/:id', 200, async () => get(`/pay/${shop.link.id}?currency=EUR&locale=en`)],
  ['GET /pay/:id', 410, async () => get(`/pay/${(await switchedOff()).id}`)],
  ['GET /pay/:id', 404, async () => get('/pay/nothing')],
  ['POST /pay/:id', 400, async () => send(`/pay/${shop.link.id}`, {})],
  ['POST /pay/:id', 303, async () => send(`/pay/${shop.link.id}`, buyer)],
  ['GET /checkout/:token', 200, async () => get(`/checkout/${shop.checkout.token}`)],
  ['GET /checkout/:token', 303, async () => get(`/checkout/${shop.paid.token}`)],
  ['GET /checkout/:token', 404, async () => get('/checkout/nothing')],
  ['POST /checkout/:token/pay', 400, async () => send(`/checkout/${shop.checkout.token}/pay`, {})],
  ['POST /checkout/:token/pay', 402, async () => payByForm(cards.declined)],
  ['POST /checkout/:token/pay', 303, async () => payByForm(cards.pays)],
  ['POST /checkout/:token/pay', 404, async () => send('/checkout/nothing/pay', {})],
  ['POST /checkout/:token/cancel', 303, async () => send(`/checkout/${await fresh()}/cancel`, {})],
  ['POST /checkout/:token/renew', 303, async () => send(`/checkout/${await fresh()}/renew`, {})],
  ['GET /checkout/:token/change', 200, async () => get(`/checkout/${shop.checkout.token}/change`)],
  ['GET /checkout/:token/change', 303, async () => get(`/checkout/${shop.paid.token}/change`)],
  ['GET /checkout/:token/change', 404, async () => get('/checkout/nothing/change')],
  ['POST /checkout/:token/change', 400, async () => send(`/checkout/${await fresh()}/change`, {})],
  ['POST /checkout/:token/change', 303, async () => send(`/checkout/${await fresh()}/change`, buyer)],
  ['GET /checkout/:token/pay', 303, async () => get(`/checkout/${shop.checkout.token}/pay`)],
  ['GET /checkout/:token/cancel', 303, async () => get(`/checkout/${shop.checkout.token}/cancel`)],
  ['GET /checkout/:token/renew', 303, async () => get(`/checkout/${shop.checkout.token}/renew`)],
  ['GET /checkout/:token/transfer', 200, async () => get(`/checkout/${await transferOf(shop)}/transfer`)],
  ['GET /checkout/:token/transfer', 303, async () => get(`/checkout/${shop.paid.token}/transfer`)],
  ['GET /checkout/:token/transfer/sent', 303, async () => get(`/checkout/${shop.paid.token}/transfer/sent`)],
  [
    'POST /checkout/:token/transfer/sent',
    303,
    async () => send(`/checkout/${await transferOf(shop)}/transfer/sent`, {}),
  ],
  ['POST /checkout/:token/transfer/sent', 404, async () => send('/checkout/nothing/transfer/sent', {})],
  ['GET /checkout/:token/return', 303, async () => get(`/checkout/${shop.paid.token}/return`)],
  ['GET /checkout/:token/leave', 200, async () => get(`/checkout/${await paidWithWayBack()}/leave`)],
  ['GET /checkout/:token/leave', 303, async () => get(`/checkout/${shop.checkout.token}/leave`)],
  ['GET /checkout/:token/receipt', 200, async () => get(`/checkout/${shop.paid.token}/receipt`)],
  ['GET /checkout/:token/receipt', 303, async () => get(`/checkout/${shop.checkout.token}/receipt`)],
  ['GET /language/:locale', 303, async () => get('/language/de?to=/pay/x')],
  ['GET /language/:locale', 404, async () => get('/language/de')],
  ['GET /sandbox/challenge/:id', 200, async () => get(await challenged())],
  ['GET /sandbox/challenge/:id', 404, async () => get('/sandbox/challenge/nothing')],
  ['POST /sandbox/challenge/:id', 303, async () => send(await challenged(), { outcome: 'approve' })],
  ['POST /sandbox/challenge/:id', 404, async () => send('/sandbox/challenge/nothing', {})],
  ['GET /assets/*', 200, async () => get(`/assets/${fileOf('build/assets', /\.css$/)}`)],
  ['GET /assets/*', 200, async () => get(`/assets/${fileOf('build/assets', /\.js$/)}`)],
  ['GET /assets/*', 404, async () => get('/assets/nothing.css')],
  [
    'GET /dashboard/assets/*',
    200,
    async () => get(`/dashboard/assets/${fileOf('build/dashboard/assets', /\.js$/)}`),
  ],
  ['GET /favicon.svg', 200, async () => get('/favicon.svg')],
  ['GET /favicon.ico', 200, async () => get('/favicon.ico')],
  ['GET /robots.txt', 200, async () => get('/robots.txt')],
  ['GET /docs', 200, async () => get('/docs')],
  ['GET /openapi.json', 200, async () => get('/openapi.json')],
  ['GET /healthz', 200, async () => get('/healthz')],
  ['GET /readyz', 200, async () => get('/readyz')],
  ['GET /metrics', 200, async () => get('/metrics')],
  ...Object.keys(pagePermissions)
    .filter((name) => pagePermissions[name]?.answers === 'dashboard')
    .map((name) => [name, 200, async () => get(name.slice(4).replace('*', 'anything'))] as const),
];

const get = (path: string) => app.client().get(path, html);
const send = (path: string, fields: Record<string, string>) => {
  const form = new URLSearchParams({ ...fields, nonce: crypto.randomUUID() }).toString();
  return app.client().post(path, form, { ...html, ...formType });
};
const fresh = async () => (await startOpen(app, shop.link.id)).token as string;
const payByForm = async (number: string) =>
  send(`/checkout/${await fresh()}/pay`, { number, expiry: '12 / 40', cvc: '123', name: 'Maja Lindqvist' });

async function switchedOff(): Promise<Json> {
  const link = await makeLink(shop.merchant, {}, shop.product);
  return must(200, await shop.merchant.client.patch(`/api/payment-links/${link.id}/`, { is_active: false }));
}

async function paidWithWayBack(): Promise<string> {
  must(200, await shop.merchant.client.patch('/api/organization/', { website: 'https://shop.example' }));
  const { token } = await startOpen(app, shop.link.id, { successUrl: 'https://shop.example/thanks' });
  must(200, await pay(app, token));
  return token;
}

async function challenged(): Promise<string> {
  const reply = await app.client().post(`/api/checkout/${await fresh()}/pay/`, card(cards.challenge));
  return new URL(must(202, reply).next_action.url).pathname;
}

function fileOf(folder: string, name: RegExp): string {
  const file = existsSync(folder) && readdirSync(folder).find((each) => name.test(each));
  if (!file) throw new Error(`There is no build in ${folder}; npm test makes it.`);
  return file;
}

describe('pages and files', () => {
  it.each(pages)('%s owes its headers with %i', async (name, status, ask) => {
    const reply = await ask();
    expect(reply.status, reply.text.slice(0, 500)).toBe(status);
    const cookie = status === 303 ? cookiesOf[name] : undefined;
    expect(faults(reply, pagePermissions[name]?.answers, true, cookie)).toEqual([]);
  });

  it('every one of them is asked for', () => {
    const asked = new Set(pages.map(([name]) => name));
    const missing = Object.keys(pagePermissions).filter((name) => !asked.has(name));
    expect(missing.map((name) => `Ask for ${name} in test/matrix/headers.test.ts.`)).toEqual([]);
  });

  it('a page that is asked for again is told as unchanged, with its policy', async () => {
    for (const path of ['/docs', `/api/payment-links/public/${shop.link.id}/`]) {
      const { headers } = await get(path);
      const reply = await app.client().get(path, { 'if-none-match': headers.get('etag') ?? '' });
      expect([path, reply.status, faults(reply, undefined)]).toEqual([path, 304, []]);
    }
  });

  it('only the page of a link may stand in a frame, and only in one that the merchant allows', async () => {
    const origin = 'https://shop.example';
    const patch = { allowed_embed_origins: [origin] };
    must(200, await shop.merchant.client.patch('/api/organization/', patch));
    const ancestors = async (path: string) =>
      /frame-ancestors ([^;]*)/.exec((await get(path)).headers.get('content-security-policy') ?? '')?.[1];
    const soldOut = await makeLink(shop.merchant, { max_uses: 1 }, shop.product);
    await startOpen(app, soldOut.id);
    const withdrawn = await makeLink(shop.merchant, {}, shop.product);
    must(204, await shop.merchant.client.delete(`/api/payment-links/${withdrawn.id}/`));
    // As it is kept, and as it is not.
    for (const { id } of [shop.link, await switchedOff(), soldOut, withdrawn])
      for (const query of ['', '?prefilled_email=maja@example.com'])
        expect(await ancestors(`/pay/${id}${query}`)).toBe(origin);
    const change = `/checkout/${shop.checkout.token}/change`;
    for (const path of [
      '/pay/nothing',
      change,
      `/checkout/${shop.checkout.token}`,
      `/checkout/${shop.paid.token}/receipt`,
      '/login',
    ])
      expect(await ancestors(path)).toBe("'none'");
  });
});

describe('an instance without https', () => {
  it('asks no browser to insist on it, and owes everything else', async () => {
    const plain = await startApp({ database: app.database, env: { JOBS: 'off' } });
    try {
      const asked = [
        ['/healthz', undefined],
        [`/pay/${shop.link.id}`, 'link-page'],
        ['/checkout/nothing', 'buyer-page'],
        ['/api/nothing/', undefined],
        ['/login', 'dashboard'],
        ['/docs', 'reference'],
      ] as const;
      for (const [path, answers] of asked)
        expect([path, faults(await plain.client().get(path, html), answers, false)]).toEqual([path, []]);
    } finally {
      await plain.stop();
    }
  });
});
