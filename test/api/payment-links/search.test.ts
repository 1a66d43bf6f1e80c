import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId, uuidv7 } from '#platform/kit/ids.ts';
import { indexLinkNames } from '#selling/payment-links/index-link-names.ts';
import { deriveStatus } from '#selling/payment-links/payment-link.ts';
import { wordsOf } from '#selling/payment-links/search/link-words.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type Merchant, makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const path = '/api/payment-links/';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly isActive: boolean;
  readonly expiresAt: Date | null;
  readonly deletedAt: Date | null;
  readonly maxUses: number | null;
  readonly used: number;
  readonly createdAt: Date;
};

const linkCount = 2_300;
const minuteMs = 60_000;

/** Older links are other than newer ones, so that matches are dense in one place and rare in another. */
function linkAt(index: number, start: number): Row {
  const createdAt = new Date(start + index * minuteMs);
  const isOld = index < 900;
  return {
    id: uuidv7(createdAt),
    name: `${isOld ? 'Winter' : 'Summer'} sale ${index} ${index % 700 === 13 ? 'Café' : 'plain'}`,
    currency: index % 9 === 0 ? 'EUR' : 'USD',
    isActive: index % 11 !== 3,
    // Old ones have expired; some of them nobody has told so yet.
    expiresAt: isOld && index % 3 === 0 ? new Date(start + (index + 1) * minuteMs) : null,
    deletedAt: index % 23 === 5 ? createdAt : null,
    maxUses: index % 7 === 2 ? 10 : null,
    used: index % 14 === 2 ? 10 : 9,
    createdAt,
  };
}

async function insertLinks(merchant: Merchant, links: readonly Row[]): Promise<void> {
  const organizationId = parseId('org', merchant.organization.id) as string;
  const { pool, handle } = app.context.database;
  const data = JSON.stringify(
    links.map((link, index) => ({
      ...link,
      told: index % 2 === 0 ? deriveStatus({ ...link, used: 0 }, app.clock.now()) : 'active',
    })),
  );
  await pool.query(
    `insert into payment_links (organization_id, id, mode, name, currency, pricing_mode, lines, is_active, expires_at, deleted_at,
       told_status, created_by, created_at, updated_at)
     select $1, id, 'sandbox', name, currency, 'TAX_INCLUSIVE', $3::jsonb, "isActive", "expiresAt", "deletedAt", told, $1, "createdAt", "createdAt"
     from jsonb_to_recordset($2::jsonb) as row(id uuid, name text, currency text, "isActive" boolean, "expiresAt" timestamptz,
       "deletedAt" timestamptz, told text, "createdAt" timestamptz)`,
    [organizationId, data, JSON.stringify([line])],
  );
  await pool.query(
    `insert into payment_link_places (organization_id, payment_link_id, max_uses, used)
     select $1, id, "maxUses", used from jsonb_to_recordset($2::jsonb) as row(id uuid, "maxUses" integer, used integer)
     where "maxUses" is not null`,
    [organizationId, data],
  );
  await indexLinkNames(
    handle,
    organizationId,
    links.map(({ id, name }) => ({ id, name, mode: 'sandbox', lines: [line] })),
  );
}

const line = {
  product_id: null,
  name: 'Print',
  description: null,
  image_url: null,
  quantity: 1,
  unit_prices: { USD: '500', EUR: '500' },
  tax_rate: 0,
};

describe('GET /api/payment-links/ over more links than one window holds', () => {
  let merchant: Merchant;
  let links: Row[];
  beforeAll(async () => {
    merchant = await signUp(app);
    const start = app.clock.now().getTime() - 3 * linkCount * minuteMs;
    links = Array.from({ length: linkCount }, (_, index) => linkAt(index, start));
    await insertLinks(merchant, links);
  });

  /** The ids that the filter should give, by looking at every link. */
  function idsOf(query: Record<string, string>): string[] {
    const words = wordsOf(query.q ?? '');
    const fits = (link: Row) => {
      const status = deriveStatus(link, app.clock.now());
      const names = wordsOf(`${link.name} ${line.name}`);
      return (
        (query.status ? status === query.status : status !== 'deleted') &&
        (!query.currency || link.currency === query.currency) &&
        words.every((word) => names.some((name) => name.startsWith(word))) &&
        (!query.created_after || link.createdAt >= new Date(query.created_after)) &&
        (!query.created_before || link.createdAt < new Date(query.created_before))
      );
    };
    return links
      .filter(fits)
      .map(({ id }) => id)
      .sort()
      .reverse();
  }

  const at = (index: number) => (links[index] as Row).createdAt.toISOString();
  const statuses = [undefined, 'active', 'expired', 'used_up', 'inactive', 'deleted'];
  const searches = [
    undefined,
    'sale',
    'winter',
    'wint sal',
    'cafe',
    'cafe winter',
    '13',
    'print',
    'winter pri',
    'nothing',
  ];

  it.each(statuses)(
    '200: status %s gives the same as looking at every link, alone and with others',
    async (status) => {
      for (const q of searches) {
        for (const currency of [undefined, 'EUR']) {
          const query = defined({ status, q, currency });
          const wanted = idsOf(query);
          const first = must(
            200,
            await merchant.client.get(`${path}?${new URLSearchParams({ ...query, limit: '100' })}`),
          );
          expect([query, first.results.map((link: Json) => link.id)]).toEqual([query, wanted.slice(0, 100)]);
          expect([query, first.next !== null]).toEqual([query, wanted.length > 100]);
        }
      }
    },
  );

  it.each<Record<string, string>>([
    {},
    { status: 'expired' },
    { status: 'used_up' },
    { q: 'winter' },
    { q: 'winter', status: 'active' },
    { currency: 'EUR' },
  ])('200: pages through %j forwards and back without losing or repeating a link', async (query) => {
    const wanted = idsOf(query);
    const forwards: string[] = [];
    let last: Json;
    let url: string | null = `${path}?${new URLSearchParams({ ...query, limit: '97' })}`;
    while (url) {
      last = must(200, await merchant.client.get(url));
      forwards.push(...last.results.map((link: Json) => link.id));
      url = last.next;
    }
    expect(forwards).toEqual(wanted);
    const backwards: string[] = last.results.map((link: Json) => link.id);
    for (url = last.previous; url; ) {
      const page: Json = must(200, await merchant.client.get(url));
      backwards.unshift(...page.results.map((link: Json) => link.id));
      url = page.previous;
    }
    expect(backwards).toEqual(wanted);
  });

  it('200: finds a time of creation at either end', async () => {
    for (const query of [
      { created_before: at(40) },
      { created_after: at(linkCount - 40) },
      { created_after: at(100), created_before: at(150), status: 'inactive' },
    ]) {
      const found = must(
        200,
        await merchant.client.get(`${path}?${new URLSearchParams(defined(query))}`),
      ).results;
      expect(found.map((link: Json) => link.id)).toEqual(idsOf(defined(query)).slice(0, 25));
    }
  });

  it('200 text/csv: holds every link of the filter once, whatever limit says', async () => {
    const queries: Record<string, string>[] = [{}, { q: 'winter' }, { status: 'expired', currency: 'EUR' }];
    for (const query of queries) {
      const reply = await merchant.client.get(`${path}?${new URLSearchParams({ ...query, limit: '3' })}`, {
        accept: 'text/csv',
      });
      const [header, ...rows] = reply.text.trimEnd().split('\r\n');
      expect([reply.status, header?.startsWith('id,url,name,status,')]).toEqual([200, true]);
      expect(rows.map((row) => row.split(',')[0])).toEqual(idsOf(query));
    }
  });
});

describe('q', () => {
  it('200: finds beginnings of words, in any order, whatever case and accents, and follows a new name', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { name: 'Été à Łódź: Grand-Café' });
    await makeLink(merchant, { name: 'Other' });
    const found = async (q: string) =>
      must(200, await merchant.client.get(`${path}?q=${encodeURIComponent(q)}`)).results.map(
        (row: Json) => row.name,
      );
    for (const q of ['ete', 'caf', 'GRAND ÉTÉ', 'Łód', 'a'])
      expect([q, await found(q)]).toEqual([q, [link.name]]);
    for (const q of ['afe', 'lodz', 'ete other', '%', '_', "'"]) expect([q, await found(q)]).toEqual([q, []]);
    must(200, await merchant.client.patch(`${path}${link.id}/`, { name: 'Herbst' }));
    expect(await found('ete')).toEqual([]);
    expect(await found('herbst')).toEqual(['Herbst']);
  });

  it('200: finds links by what they sell, also after a new name and in a copy', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant, { name: 'Siebdruck „Möwe“' });
    const link = await makeLink(merchant, { name: 'Spring' }, product);
    await makeLink(merchant, { name: 'Other' });
    must(200, await merchant.client.patch(`${path}${link.id}/`, { name: 'Autumn' }));
    must(201, await merchant.client.post(`${path}${link.id}/duplicate/`));
    const found = async (q: string) =>
      must(200, await merchant.client.get(`${path}?q=${encodeURIComponent(q)}`)).results.length;
    for (const [q, count] of [
      ['siebdruck', 2],
      ['moewe', 0],
      ['mowe', 2],
      ['autumn sieb', 2],
      ['spring', 0],
      ['print', 1],
    ] as const)
      expect([q, await found(q)]).toEqual([q, count]);
  });

  it('200: does not find another organization’s links', async () => {
    const [owner, stranger] = [await signUp(app), await signUp(app)];
    await makeLink(owner, { name: 'Secret' });
    expect(must(200, await stranger.client.get(`${path}?q=secret`)).results).toEqual([]);
  });
});

function defined(query: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}
