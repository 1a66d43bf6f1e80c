import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId, uuidv7 } from '#platform/kit/ids.ts';
import { indexLinkNames } from '#selling/payment-links/index-link-names.ts';
import { listChangedLinksJob } from '#selling/payment-links/jobs.ts';
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
  used: number;
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

describe('sort', () => {
  type Sorted = { readonly id: string; readonly key: string | bigint };
  let merchant: Merchant;
  let links: Row[];
  const paid = (index: number) => (index % 5 === 0 ? (index * 37) % 90 : 0);
  const soldSince = new Map<string, number>();
  const since = (id: string) => soldSince.get(id) ?? 0;
  beforeAll(async () => {
    merchant = await signUp(app);
    const start = app.clock.now().getTime() - 900 * minuteMs;
    links = Array.from({ length: 240 }, (_, index) => ({
      ...linkAt(index, start),
      name: `${['Zebra', 'étude', 'Eta', 'apfel', '', 'Ärger'][index % 6]} ${index % 4} ${'long '.repeat(index % 2 ? 20 : 0)}`,
      // Ends that lie ahead and behind, and many that are the same.
      expiresAt: index % 3 === 0 ? new Date(start + (400 + (index % 40) * 60) * minuteMs) : null,
      maxUses: index % 7 === 2 ? 10 + (index % 3) : null,
      used: index % 14 === 2 ? 10 : 4,
    }));
    await insertLinks(merchant, links);
    await app.context.database.pool.query(
      `insert into payment_link_counters (organization_id, payment_link_id, shard, paid_count, gross_usd_minor, gross_eur_minor, refunded_eur_minor)
       select $1, id, shard, paid, 1000 * paid, 700 * paid, 30 * shard from jsonb_to_recordset($2::jsonb) as row(id uuid, paid integer)
         cross join generate_series(0, 2) as shard where paid > 0`,
      [
        parseId('org', merchant.organization.id),
        JSON.stringify(links.map(({ id }, index) => ({ id, paid: paid(index) }))),
      ],
    );
  });

  const folded = (name: string) =>
    name
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .slice(0, 64);
  const keys: Record<string, (link: Row, index: number) => string | bigint> = {
    name: ({ name }) => folded(name),
    expires_at: ({ expiresAt }) => BigInt(expiresAt?.getTime() ?? 2 ** 52),
    remaining_uses: ({ maxUses, used }) => BigInt(maxUses === null ? 1e9 : Math.max(0, maxUses - used)),
    paid_count: ({ id }, index) => BigInt(3 * paid(index) + since(id)),
    revenue: ({ id, currency }, index) => {
      const first = currency === 'USD' ? 3000 * paid(index) : 2100 * paid(index) - 90;
      return BigInt((paid(index) === 0 ? 0 : first) + since(id) * (currency === 'USD' ? 1000 : 700));
    },
    created_at: () => 0n,
  };
  const compare = (left: string | bigint, right: string | bigint) =>
    typeof left === 'string' || typeof right === 'string'
      ? Buffer.from(`${left}`).compare(Buffer.from(`${right}`))
      : Number(left - right);

  function idsOf(sort: string, fits: (link: Row) => boolean): string[] {
    const key = keys[sort.replace('-', '')] as (typeof keys)[string];
    const sorted = links
      .map((link, index): Sorted & { link: Row } => ({ id: link.id, key: key(link, index), link }))
      .filter(({ link }) => !link.deletedAt && fits(link))
      .sort((left, right) => compare(left.key, right.key) || (left.id < right.id ? -1 : 1))
      .map(({ id }) => id);
    return sort.startsWith('-') ? sorted.reverse() : sorted;
  }

  const allSorts = Object.keys(keys).flatMap((key) => [key, `-${key}`]);

  async function checkPages(sort: string): Promise<void> {
    const queries: [Record<string, string>, (link: Row) => boolean][] = [
      [{}, () => true],
      [{ currency: 'EUR', status: 'inactive' }, (link) => link.currency === 'EUR' && !link.isActive],
      [{ q: 'etud' }, (link) => link.name.startsWith('étude')],
    ];
    for (const [query, fits] of queries) {
      const wanted = idsOf(sort, fits);
      const forwards: string[] = [];
      let last: Json;
      let url: string | null = `${path}?${new URLSearchParams({ ...query, sort, limit: '31' })}`;
      while (url) {
        last = must(200, await merchant.client.get(url));
        forwards.push(...last.results.map((link: Json) => link.id));
        url = last.next;
      }
      expect([query, forwards]).toEqual([query, wanted]);
      const backwards: string[] = last.results.map((link: Json) => link.id);
      for (url = last.previous; url; ) {
        const page: Json = must(200, await merchant.client.get(url));
        backwards.unshift(...page.results.map((link: Json) => link.id));
        url = page.previous;
      }
      expect([query, backwards]).toEqual([query, wanted]);
    }
  }

  it.each(allSorts)(
    '200: pages through %s forwards and back as looking at every link would, alone and with filters',
    checkPages,
  );

  it('200: pages the same once a job listed what was sold and left, and when some of it changed since', async () => {
    const { pool } = app.context.database;
    while ((await listChangedLinksJob.runDue(app.context)) > 0);
    const { rows } = await pool.query(
      `select count(*)::integer as unlisted from payment_link_counters where organization_id = $1 and not is_listed`,
      [parseId('org', merchant.organization.id)],
    );
    expect(rows).toEqual([{ unlisted: 0 }]);
    for (const sort of allSorts) await checkPages(sort);
    // Some move from the end to the front, and back.
    for (const [index, row] of links.entries()) {
      if (index % 10 === 5) soldSince.set(row.id, 4);
      if (row.maxUses !== null && index % 3 === 0) row.used = row.used === 10 ? 1 : 10;
    }
    const uses = links.filter(({ maxUses }) => maxUses !== null);
    await pool.query(
      `with sold as (
         insert into payment_link_counters (organization_id, payment_link_id, shard, paid_count, gross_usd_minor, gross_eur_minor)
         select $1, id, 7, paid, 1000 * paid, 700 * paid from jsonb_to_recordset($2::jsonb) as row(id uuid, paid integer)
       )
       update payment_link_places p set used = row.used, is_listed = false
       from jsonb_to_recordset($3::jsonb) as row(id uuid, used integer)
       where p.organization_id = $1 and p.payment_link_id = row.id and p.used <> row.used`,
      [
        parseId('org', merchant.organization.id),
        JSON.stringify([...soldSince].map(([id, paid]) => ({ id, paid }))),
        JSON.stringify(uses.map(({ id, used }) => ({ id, used }))),
      ],
    );
    for (const sort of allSorts) await checkPages(sort);
  });

  it('400: refuses a cursor of another sort, and one that nobody gave out', async () => {
    const cursorIn = (url: string) => new URL(url).searchParams.get('cursor') as string;
    const first = must(200, await merchant.client.get(`${path}?sort=name&limit=5`));
    const usual = must(200, await merchant.client.get(`${path}?limit=5`));
    const id = '0197a000-0000-7000-8000-000000000000';
    const made = (text: string) => Buffer.from(text).toString('base64url');
    for (const [sort, cursor] of [
      ['-name', cursorIn(first.next)],
      ['-created_at', cursorIn(first.next)],
      ['paid_count', cursorIn(usual.next)],
      ['paid_count', made(`a|paid_count|${id}|1.5`)],
      ['paid_count', made(`a|paid_count|${id}|99999999999999999999`)],
      ['name', made(`a|name|${id}|a\0b`)],
      ['name', made(`a|name|${id.replaceAll('0', 'x')}|a`)],
      ['name', `${made(`a|name|${id}|a`)}!`],
    ] as const) {
      const reply = await merchant.client.get(`${path}?sort=${sort}&cursor=${cursor}`);
      expect([sort, cursor, reply.status, reply.body.code]).toEqual([sort, cursor, 400, 'invalid_cursor']);
    }
  });

  it('400: names the sorts that there are', async () => {
    const reply = await merchant.client.get(`${path}?sort=colour`);
    expect([reply.status, reply.body.errors[0].field]).toEqual([400, 'sort']);
  });
});

describe('q', () => {
  it('200: finds a link by its id, by how that begins, and by its address', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { name: 'Sought' });
    app.clock.advance(3_600_000);
    await makeLink(merchant, { name: 'Other' });
    const found = async (q: string) =>
      must(200, await merchant.client.get(`${path}?q=${encodeURIComponent(q)}`)).results.map(
        (row: Json) => row.name,
      );
    for (const q of [
      link.id,
      link.id.toUpperCase(),
      link.id.slice(0, 8),
      link.id.slice(0, 20),
      link.url,
      `${link.url}?utm_source=mail`,
      `${app.url}/payment-links/${link.id}`,
    ])
      expect([q, await found(q)]).toEqual([q, ['Sought']]);
    for (const q of ['01234567', `${link.id.slice(0, 35)}g`, `${link.id}0`])
      expect([q, await found(q)]).toEqual([q, []]);
  });

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
