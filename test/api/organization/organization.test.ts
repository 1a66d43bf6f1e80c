import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const path = '/api/organization/';

async function setRole(merchant: Merchant, role: string): Promise<void> {
  const userId = parseId('usr', merchant.user.id);
  await app.context.database.pool.query('update memberships set role = $1 where user_id = $2', [
    role,
    userId,
  ]);
}

describe('GET /api/organization/', () => {
  it('200: gives one’s own organization', async () => {
    const [merchant] = [await signUp(app), await signUp(app)];
    expect(must(200, await merchant.client.get(path))).toEqual(merchant.organization);
  });

  it('401: for a stranger', async () => {
    expect((await app.client().get(path)).status).toBe(401);
  });
});

describe('PATCH /api/organization/', () => {
  it('200: changes what was given and leaves the rest', async () => {
    const merchant = await signUp(app);
    const changes = {
      name: 'Südlicht',
      legal_name: 'Südlicht Handels GmbH',
      address: {
        line1: 'Clemens-Schultz-Straße 48',
        line2: null,
        city: 'Hamburg',
        postal_code: '20359',
        state: null,
        country: 'DE',
      },
      tax_id: 'DE 314 159 265',
      website: 'https://www.shop.example',
      contact_email: 'hello@shop.example',
      telegram: '@shop',
      pricing_mode: 'TAX_EXCLUSIVE',
      default_currency: 'EUR',
      allow_ad_hoc_items: true,
      allowed_embed_origins: ['https://www.shop.example'],
      time_zone: 'Europe/Berlin',
    };
    const answer = must(
      200,
      await merchant.client.patch(path, {
        ...changes,
        default_tax_rate: 19.6,
        allowed_redirect_origins: ['https://Shop.example/', 'https://shop.example', 'http://localhost:3000'],
        branding: { accent_color: '#1A7F5A', terms_url: 'https://shop.example/terms' },
      }),
    );
    expect(answer).toEqual({
      ...merchant.organization,
      ...changes,
      default_tax_rate: '19.600',
      allowed_redirect_origins: ['https://shop.example', 'http://localhost:3000'],
      branding: {
        logo_url: null,
        support_email: null,
        accent_color: '#1a7f5a',
        terms_url: 'https://shop.example/terms',
      },
    });
    const cleared = must(
      200,
      await merchant.client.patch(path, { website: null, branding: { accent_color: null } }),
    );
    expect(cleared).toMatchObject({ website: null, name: 'Südlicht' });
    expect(cleared.branding).toMatchObject({ accent_color: null, terms_url: 'https://shop.example/terms' });
    expect(must(200, await merchant.client.get(path))).toEqual(cleared);
  });

  it.each([
    'id',
    'min_payment',
    'max_payment',
    'fees',
    'rolling_reserve',
    'status',
    'live_mode',
    'created_at',
  ])('400 read_only_field: %s is not the merchant’s to change', async (field) => {
    const merchant = await signUp(app);
    const reply = await merchant.client.patch(path, { name: 'Other', [field]: 'another' });
    expect([reply.status, reply.body.code, reply.body.errors[0].field]).toEqual([
      400,
      'read_only_field',
      field,
    ]);
    expect(must(200, await merchant.client.get(path))).toEqual(merchant.organization);
  });

  it('200: takes back what was saved before a rule was stricter, as it was read, and beside something new', async () => {
    const merchant = await signUp(app);
    await app.context.database.pool.query(
      `update organizations set time_zone = 'BST', allowed_redirect_origins = $2, allowed_embed_origins = $2, website = $3,
        contact_email = $4, support_email = $4, terms_url = $3, logo_url = $3 where id = $1`,
      [
        parseId('org', merchant.organization.id),
        ['http://shop.example', 'https://*.shop.example'],
        'ftp://shop.example/',
        'nobody@localhost',
      ],
    );
    const read = must(200, await merchant.client.get(path));
    const { time_zone, website, contact_email, allowed_redirect_origins, allowed_embed_origins, branding } =
      read;

    const back = {
      time_zone,
      website,
      contact_email,
      allowed_redirect_origins,
      allowed_embed_origins,
      branding,
    };
    expect(must(200, await merchant.client.patch(path, back))).toEqual(read);
    for (const [field, value] of Object.entries(back))
      expect(must(200, await merchant.client.patch(path, { [field]: value }))).toEqual(read);
    const more = [...allowed_redirect_origins, 'https://new.example'];
    const changed = must(200, await merchant.client.patch(path, { ...back, allowed_redirect_origins: more }));
    expect(changed).toEqual({ ...read, allowed_redirect_origins: more });
    const other = await merchant.client.patch(path, {
      allowed_redirect_origins: ['http://other.example', ...more],
    });
    expect(other.body.errors).toEqual([expect.objectContaining({ field: 'allowed_redirect_origins[0]' })]);
    expect((await merchant.client.patch(path, { time_zone: 'IST' })).status).toBe(400);
  });

  it('200: who sells in law is null until it is told, and again when it is cleared; the audit log keeps both', async () => {
    const merchant = await signUp(app);
    const nothing = { legal_name: null, address: null, tax_id: null };
    expect(merchant.organization).toMatchObject(nothing);
    const address = { line1: 'Ring 1', city: 'Bonn', country: 'DE' };
    const whole = { ...address, line2: null, postal_code: null, state: null };
    const told = must(200, await merchant.client.patch(path, { legal_name: ' Ink  GmbH ', address }));
    expect(told).toMatchObject({ legal_name: 'Ink GmbH', address: whole, tax_id: null });
    expect(must(200, await merchant.client.get('/api/auth/me/')).organization).toEqual(told);
    expect(must(200, await merchant.client.patch(path, { address: told.address }))).toEqual(told);
    const moved = { line1: 'Ufer 2', city: 'Köln', country: 'DE' };
    const second = must(200, await merchant.client.patch(path, { address: moved, tax_id: '' }));
    expect(second.address).toEqual({ ...whole, ...moved });
    expect(must(200, await merchant.client.patch(path, nothing))).toEqual(merchant.organization);
    const { results } = must(
      200,
      await merchant.client.get('/api/organization/audit-log/?action=organization.updated'),
    );
    expect(results.map(({ details }: Json) => details)).toEqual([
      {
        legal_name: { from: 'Ink GmbH', to: null },
        address: { from: { ...whole, ...moved }, to: null },
      },
      { address: { from: whole, to: { ...whole, ...moved } } },
      { legal_name: { from: null, to: 'Ink GmbH' }, address: { from: null, to: whole } },
    ]);
  });

  it('400: a VAT number of the address’s country has its form; what stood before is not judged', async () => {
    const { client } = await signUp(app);
    const address = { line1: 'Ring 1', city: 'Bonn', country: 'DE' };
    const refused = await client.patch(path, { address, tax_id: 'DE 31415926' });
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'tax_id']);
    expect(refused.body.detail).toContain('A VAT number of Germany consists of DE and 9 digits.');
    // Free as long as nobody knows where the seller is.
    must(200, await client.patch(path, { tax_id: 'DE 31415926' }));
    expect((await client.patch(path, { address })).body.errors[0].field).toBe('tax_id');
    must(200, await client.patch(path, { address, tax_id: 'DE 314 159 265' }));
    await app.context.database.pool.query(
      `update organizations set tax_id = 'DE1' where tax_id = 'DE 314 159 265'`,
    );
    must(200, await client.patch(path, { name: 'Ink', tax_id: 'DE1' }));
    must(200, await client.patch(path, { tax_id: '22/815/08154' }));
  });

  it.each([
    ['address.country', 'invalid_value', { address: { line1: 'Ring 1', city: 'Bonn', country: 'ZZ' } }],
    ['address.country', 'invalid_value', { address: { line1: 'Ring 1', city: 'Bonn', country: 'de' } }],
    ['address.line1', 'required', { address: { city: 'Bonn', country: 'DE' } }],
    ['address.city', 'invalid_value', { address: { line1: 'Ring 1', city: ' ', country: 'DE' } }],
    ['address.postal_code', 'required', { address: { line1: '1 Main St', city: 'Reno', country: 'US' } }],
    [
      'address.street',
      'unknown_field',
      { address: { line1: 'Ring 1', city: 'Bonn', country: 'DE', street: 'x' } },
    ],
    ['address', 'invalid_type', { address: 'Ring 1, Bonn' }],
    ['legal_name', 'invalid_value', { legal_name: 'x'.repeat(201) }],
    ['tax_id', 'invalid_value', { tax_id: 'x'.repeat(51) }],
    ['nickname', 'unknown_field', { nickname: 'x' }],
    ['branding.font', 'unknown_field', { branding: { font: 'Comic Sans' } }],
    ['website', 'invalid_value', { website: 'javascript:alert(1)' }],
    [
      'allowed_redirect_origins[0]',
      'invalid_value',
      { allowed_redirect_origins: ['https://shop.example/x'] },
    ],
    ['time_zone', 'invalid_value', { time_zone: 'Mars/Olympus' }],
    ['branding.logo_url', 'invalid_value', { branding: { logo_url: 'http://shop.example/logo.png' } }],
    ['branding.accent_color', 'invalid_value', { branding: { accent_color: 'red; }' } }],
    ['default_tax_rate', 'invalid_tax_rate', { default_tax_rate: '101' }],
    ['default_currency', 'unsupported_currency', { default_currency: 'GBP' }],
    ['name', 'invalid_type', { name: null }],
  ])('400: names %s with %s', async (field, code, patch) => {
    const { client } = await signUp(app);
    const reply = await client.patch(path, patch);
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toEqual([expect.objectContaining({ field, code })]);
  });

  it('403 insufficient_role: staff may read but not change', async () => {
    const merchant = await signUp(app);
    await setRole(merchant, 'staff');
    must(200, await merchant.client.get(path));
    const reply = await merchant.client.patch(path, { name: 'Mine' });
    expect([reply.status, reply.body.code]).toEqual([403, 'insufficient_role']);
    await setRole(merchant, 'admin');
    must(200, await merchant.client.patch(path, { name: 'Ours' }));
  });
});
