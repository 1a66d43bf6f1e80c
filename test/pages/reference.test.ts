import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedHeaders } from '#messaging/webhooks/deliveries/signature.ts';
import { accentStyle } from '#pages/accent.ts';
import {
  type ApiDocument,
  answerSchema,
  readNouns,
  type Schema,
  usualStatus,
} from '#pages/reference/document/api-document.ts';
import { indexObjects } from '#pages/reference/document/objects.ts';
import { createExamples } from '#pages/reference/examples/examples.ts';
import { adviceOn } from '#pages/reference/guide/error-advice.ts';
import { eventExamples } from '#pages/reference/guide/event-examples.ts';
import { plainRecipe, standardRecipe } from '#pages/reference/guide/signature-recipes.ts';
import { type ErrorCode, errorCodes } from '#platform/contract/errors.ts';
import { paymentLinkStatusEventSchema, webhookTestEventSchema } from '#platform/contract/events.ts';
import { allRoutes } from '#test/matrix/support/routes.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, visit } from '#test/support/browser.ts';
import type { Json } from '#test/support/client.ts';
import { eventually, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
let document: ApiDocument;
let html: string;
beforeAll(async () => {
  app = await startApp({ env: { PLATFORM_NAME: 'Harbour Pay' } });
  document = app.openApi as ApiDocument;
  html = must2xx(await app.client().get('/docs'));
});
afterAll(() => app.stop());

function must2xx(reply: { status: number; text: string }): string {
  expect(reply.status).toBe(200);
  return reply.text;
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]);
}

/** The text of a piece of the page, as people read it. */
function plain(piece: string): string {
  return piece
    .replace(/<[^>]*>/g, '')
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

describe('the reference says everything', () => {
  it('about every route that is published: its anchor, method, path and who may call it', () => {
    const published = allRoutes.filter(({ unpublished }) => !unpublished);
    expect(published.length).toBeGreaterThan(60);
    const articles = new Map(
      [...html.matchAll(/<article class="entry" id="([^"]+)">(.*?)<\/article>/gs)].map(([, id, body]) => [
        id,
        body ?? '',
      ]),
    );
    for (const { method, path, auth, scope, contract } of published) {
      const wanted = `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`;
      const article = [...articles.values()].find((body) => {
        const [address = ''] = matches(body, /<p class="address">(.*?)<\/p>/gs);
        return plain(address) === wanted;
      });
      expect(article, wanted).toBeDefined();
      const text = plain(article ?? '');
      expect(text, wanted).toContain(contract.summary);
      expect(text.includes('No sign-in'), wanted).toBe(auth === 'public');
      expect(text.includes('Dashboard session'), wanted).toBe(auth.startsWith('session'));
      expect(text.includes('API key with'), wanted).toBe(auth.endsWith('api-key'));
      if (scope) expect(text, wanted).toContain(scope);
    }
  });

  it('about every error code, once, with what to do', () => {
    for (const code of Object.keys(errorCodes) as ErrorCode[]) {
      expect(matches(html, new RegExp(` id="${code}"`, 'g')), code).toHaveLength(1);
      expect(adviceOn(code), `Say what to do about ${code} in guide/error-advice.ts`).toMatch(/\.$/);
    }
  });

  it('about every field: no description is empty', () => {
    const empty = matches(html, /<dt><code>([^<]+)<\/code>(?:(?!<dt>).)*?<\/dt><dd><\/dd>/gs);
    expect(empty, 'Describe them in the contract, or in document/field-notes.ts').toEqual([]);
  });

  it('about every object that it means to describe', () => {
    const names = indexObjects(document).all.map(({ name }) => name);
    expect(names).toHaveLength(16);
    for (const { id } of indexObjects(document).all) expect(html).toContain(`id="${id}"`);
  });

  it('with links that lead somewhere, and each anchor once', () => {
    const ids = matches(html, / id="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = new Set(matches(html, / href="#([^"]+)"/g));
    expect([...targets].filter((target) => !ids.includes(target))).toEqual([]);
    expect([...targets].length).toBeGreaterThan(150);
  });
});

describe('what the reference shows is true', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);

  it('every example of a request and an answer fits its schema', () => {
    const examples = createExamples('https://pay.example', indexObjects(document));
    const fits = (name: string, schema: Schema, value: unknown) =>
      expect(ajv.validate(schema, value), `${name}: ${ajv.errorsText()} in ${JSON.stringify(value)}`).toBe(
        true,
      );
    for (const noun of readNouns(document)) {
      for (const endpoint of noun.endpoints) {
        const { operation, method, path } = endpoint;
        const body = operation.requestBody?.content['application/json']?.schema;
        if (body) fits(`${method} ${path} body`, body, examples.requestBody(endpoint, noun.name));
        const answer = answerSchema(operation, usualStatus(operation));
        if (answer) fits(`${method} ${path} answer`, answer, examples.answer(endpoint, noun.name));
      }
    }
  });

  it('the five calls of a first payment lead to a payment, as they stand on the page', async () => {
    const merchant = await signUp(app);
    const [section = ''] = matches(html, /<h2 id="first-payment">(.*?)<\/section>/gs);
    const calls = matches(section, /<pre[^>]*>(.*?)<\/pre>/gs).map(plain);
    expect(calls).toHaveLength(5);
    const known: Record<string, string> = {
      'maja@nordlicht.example': merchant.email,
      '"…"': JSON.stringify(merchant.password),
    };
    const call = async (index: number) =>
      must(index === 0 || index === 4 ? 200 : 201, await run(calls[index] ?? '', known));
    known.$ACCESS_TOKEN = (await call(0)).access_token;
    const [shownProduct = ''] = matches(calls[2] ?? '', /prod_\w+/g);
    known[shownProduct] = (await call(1)).id;
    known.$LINK_ID = (await call(2)).id;
    known.$TOKEN = (await call(3)).token;
    expect(await call(4)).toMatchObject({ status: 'paid' });
  });

  /** Sends what a line of curl would send. */
  async function run(line: string, known: Readonly<Record<string, string>>) {
    const filled = Object.entries(known).reduce((text, [name, value]) => text.replaceAll(name, value), line);
    const [url = ''] = matches(filled, /curl "([^"]+)"/g);
    const headers = Object.fromEntries(
      matches(filled, /-H ["']([^"']+)["']/g).map((each) => {
        const [name = '', value = ''] = each.split(': ');
        return [name.toLowerCase(), value];
      }),
    );
    const [body] = matches(filled, /-d '(.*)'/gs);
    return app.client().request('POST', url, body, headers);
  }

  it('payloads of events have the fields that real ones have', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const checkout = await startOpen(app, link.id);
    const paid = must(200, await pay(app, checkout.token));
    const key = must(201, await merchant.client.post('/api/organization/api-keys/', {})).raw_key;
    must(201, await app.client().withKey(key).post(`/api/transactions/${paid.transaction_id}/refund/`, {}));
    must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { is_active: false }));
    const types = [
      'transaction.status_changed',
      'refund.status_changed',
      'payment_link.status_changed',
    ] as const;
    const read = async (): Promise<Json[]> => must(200, await merchant.client.get('/api/events/')).results;
    const events = await eventually(read, (told) =>
      types.every((type) => told.some(({ event }) => event === type)),
    );
    for (const type of types) {
      const real = events.findLast(({ event }) => event === type);
      const { position: _, ...payload } = real;
      expect(Object.keys(eventExamples[type].payload).sort(), type).toEqual(Object.keys(payload).sort());
    }
    expect(ajv.validate(webhookTestEventSchema, eventExamples['webhook.test'].payload)).toBe(true);
    expect(
      ajv.validate(paymentLinkStatusEventSchema, eventExamples['payment_link.status_changed'].payload),
    ).toBe(true);
  });

  it('both recipes pass what we sign, with the new and the old secret, and refuse what was changed', async () => {
    const secrets = ['new', 'old'].map(
      (name) => `whsec_${Buffer.from(name.padEnd(32, '.')).toString('base64')}`,
    );
    const body = Buffer.from(JSON.stringify(eventExamples['refund.status_changed'].payload));
    const headers = signedHeaders({
      deliveryId: '019a61f2-7c40-7d3e-9b52-e50000000002',
      eventId: 'evt_1',
      eventType: 'refund.status_changed',
      body,
      timestampSeconds: Math.floor(Date.now() / 1000),
      secrets,
    });
    const forged = Buffer.from(body.toString().replace('29.99', '99.99'));
    const library = import.meta.resolve('standardwebhooks');
    for (const secret of secrets) {
      const load = (recipe: string) =>
        import(
          `data:text/javascript,${encodeURIComponent(
            recipe
              .replace("'standardwebhooks'", `'${library}'`)
              .replaceAll('process.env.WEBHOOK_SECRET', JSON.stringify(secret)),
          )}`
        );
      const { isGenuine } = await load(plainRecipe);
      expect(isGenuine(body, headers)).toBe(true);
      expect(isGenuine(forged, headers)).toBe(false);
      const { readEvent } = await load(standardRecipe);
      expect(readEvent(body.toString(), headers)).toMatchObject({ event: 'refund.status_changed' });
      expect(() => readEvent(forged.toString(), headers)).toThrow();
    }
  });
});

describe('the page as it is served', () => {
  it('is kept by its ETag, plain and zipped, and asked about again', async () => {
    const first = await app.client().get('/docs', { 'accept-encoding': 'identity' });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect(first.headers.get('content-encoding')).toBeNull();
    const again = await app.client().get('/docs/', { 'accept-encoding': 'identity', 'if-none-match': etag });
    expect(again).toMatchObject({ status: 304, text: '' });
    const zipped = await app.client().get('/docs', { 'accept-encoding': 'gzip' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.headers.get('etag')).not.toBe(etag);
    expect(zipped.text).toBe(first.text);
    const other = await app.client().get('/docs', { 'accept-encoding': 'gzip', 'if-none-match': etag });
    expect(other.status).toBe(200);
  });

  it('allows style sheets of its own and nothing else, and holds no inline style or script', async () => {
    const { headers } = await app.client().get('/docs');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(html).not.toMatch(/<script|<style|<[^>]+\sstyle=|<[^>]+\son[a-z]+=/);
    expect(matches(html, /<link[^>]+href="([^"]+)"/g).every((href) => href.startsWith('/assets/'))).toBe(
      true,
    );
  });

  it('names the platform as the operator does, and examples the address of this site', () => {
    expect(html).toContain('<title>API reference, Harbour Pay</title>');
    expect(html).not.toMatch(/linktill/i);
    expect(html).toContain(`curl &quot;${app.url}/api/payment-links/&quot;`);
    expect(plain(html)).not.toMatch(/undefined|\[object|NaN/);
  });

  it('wears the accent of pages that belong to no merchant', async () => {
    const css = await readFile('src/pages/styles/reference.css', 'utf8');
    for (const pair of matches(accentStyle(null).css, /(--accent-[\w-]+:#\w+)/g))
      expect(css).toContain(`${pair.replace(':', ': ')};`);
  });
});

describe('the page in a browser', () => {
  let styles: Map<string, string>;
  beforeAll(async () => {
    const bundle = async (name: string) => {
      const options = { bundle: true, minify: true, target: 'es2022', write: false } as const;
      const { outputFiles } = await build({ entryPoints: [`src/pages/styles/${name}.css`], ...options });
      return [name, outputFiles[0]?.text ?? ''] as const;
    };
    styles = new Map(await Promise.all([bundle('pages'), bundle('reference')]));
  });

  /** The sheets as they are now, whatever was built last. */
  async function open(options: { width: number; dark: boolean; javaScript?: boolean }, hash = '') {
    const visitor = await visit(app.url, options);
    await visitor.page.route('**/assets/*.css', (route) => {
      const [, name = ''] = /\/assets\/(\w+)/.exec(route.request().url()) ?? [];
      return route.fulfill({ contentType: 'text/css', body: styles.get(name) ?? '' });
    });
    await visitor.page.goto(`${app.url}/docs${hash}`);
    return visitor;
  }

  it.each([
    [1280, false],
    [1280, true],
    [390, false],
    [390, true],
  ])(
    'at %i px, dark: %s, nothing is wrong: accessibility, policy, other hosts, sideways scrolling',
    async (width, dark) => {
      const { page, check, close } = await open({ width, dark });
      const sideways = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(sideways).toBeLessThanOrEqual(0);
      // Once the whole page; then a sample of each of its parts, because thousands of elements take seconds.
      if (width !== 1280 || dark) await page.evaluate(keepSample);
      expect(await accessibilityFaults(page)).toEqual([]);
      check();
      await close();
    },
    60_000,
  );

  const keepSample = `for (const chapter of document.querySelectorAll('section.chapter'))
    for (const article of [...chapter.querySelectorAll('article')].slice(1)) article.remove();`;

  it('on a phone without script the contents open over the page and close on the way to a part', async () => {
    const { page, check, close } = await open({ width: 390, dark: false, javaScript: false });
    const contents = page.getByRole('navigation', { name: 'Contents' });
    expect(await contents.isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Contents' }).click();
    expect(await contents.isVisible()).toBe(true);
    await contents.getByRole('link', { name: /^Pay a checkout/ }).click();
    expect(await contents.isVisible()).toBe(false);
    const heading = page.getByRole('heading', { name: 'Pay a checkout', exact: true });
    const { y = -1 } = (await heading.boundingBox()) ?? {};
    expect(y).toBeGreaterThan(40);
    expect(y).toBeLessThan(400);
    check();
    await close();
  });
});
