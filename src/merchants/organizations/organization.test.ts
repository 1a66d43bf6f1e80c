import { describe, expect, it } from 'vitest';
import { checkBounds, type Organization, organizationBounds } from './organization.ts';
import { applyOrganizationChanges, readOrganizationPatch } from './organization-changes.ts';

const organization: Organization = {
  id: '01963b9e-7f6c-7b6e-8000-000000000001',
  name: 'Paper & Ink',
  legalName: null,
  address: null,
  taxId: null,
  website: 'https://paper.example',
  contactEmail: null,
  telegram: null,
  pricingMode: 'TAX_INCLUSIVE',
  defaultCurrency: 'USD',
  defaultTaxRate: 0,
  minPaymentMinor: { USD: 100n, EUR: 200n },
  maxPaymentMinor: { USD: 1_000_000n, EUR: 500_000n },
  feePercent: 0,
  feeFixedMinor: { USD: 0n, EUR: 0n },
  reservePercent: 0,
  reserveDays: 0,
  status: 'active',
  liveProviders: 0,
  allowAdHocItems: false,
  allowedRedirectOrigins: [],
  allowedEmbedOrigins: [],
  requireSecondFactor: false,
  timeZone: 'UTC',
  logoUrl: null,
  accentColor: '#1a7f5a',
  supportEmail: null,
  termsUrl: null,
  version: 3,
  createdAt: new Date('2026-01-31T12:00:00.000Z'),
};

describe('checkBounds', () => {
  it('allows both bounds themselves, in each currency of its own', () => {
    expect(organizationBounds(organization, 'EUR')).toEqual({ minimumMinor: 200n, maximumMinor: 500_000n });
    expect(checkBounds(200n, 'EUR', organization)).toBeUndefined();
    expect(checkBounds(500_000n, 'EUR', organization)).toBeUndefined();
    expect(checkBounds(100n, 'USD', organization)).toBeUndefined();
  });

  it('names the bound and the total on either side', () => {
    const below = checkBounds(199n, 'EUR', organization);
    expect(below).toMatchObject({ status: 400, code: 'amount_below_minimum' });
    expect(below?.detail).toMatch(/1\.99 EUR .* 2\.00 EUR/);
    const above = checkBounds(1_000_001n, 'USD', organization);
    expect(above).toMatchObject({ status: 400, code: 'amount_above_maximum' });
    expect(above?.detail).toMatch(/10000\.01 USD .* 10000\.00 USD/);
  });
});

describe('readOrganizationPatch', () => {
  it('reads only what was given, and null as clearing', () => {
    expect(readOrganizationPatch({})).toEqual({});
    expect(readOrganizationPatch({ website: null, branding: { logo_url: null } })).toEqual({
      website: null,
      logoUrl: null,
    });
    expect(readOrganizationPatch({ allow_ad_hoc_items: false, default_tax_rate: '0' })).toEqual({
      allowAdHocItems: false,
      defaultTaxRate: 0,
    });
  });

  it('keeps origins as browsers compare them, each once', () => {
    const origins = ['https://Shop.example/', 'https://shop.example', 'http://localhost:3000'];
    expect(readOrganizationPatch({ allowed_embed_origins: origins })).toEqual({
      allowedEmbedOrigins: ['https://shop.example', 'http://localhost:3000'],
    });
  });

  it('reads who sells in law on one line each, and what is empty as absent', () => {
    const address = { line1: '  Ring\n 1 ', line2: ' ', city: 'Zu\u0308rich', country: 'CH' };
    expect(readOrganizationPatch({ legal_name: ' Ink\tGmbH ', address, tax_id: '' })).toEqual({
      legalName: 'Ink GmbH',
      address: {
        line1: 'Ring 1',
        line2: null,
        city: 'Zürich',
        postal_code: null,
        state: null,
        country: 'CH',
      },
      taxId: null,
    });
    const cleared = { legalName: null, address: null, taxId: null };
    expect(readOrganizationPatch({ legal_name: null, address: null, tax_id: null })).toEqual(cleared);
  });

  it.each([
    ['address.country', { address: { line1: 'Ring 1', city: 'Bonn', country: 'ZZ' } }],
    [
      'address.postal_code',
      { address: { line1: '1 Main St', city: 'Reno', country: 'US', postal_code: ' ' } },
    ],
    ['website', { website: 'javascript:alert(1)' }],
    ['contact_email', { contact_email: 'nobody' }],
    ['time_zone', { time_zone: '+02:00' }],
    ['default_tax_rate', { default_tax_rate: '100.001' }],
    [
      'allowed_redirect_origins[1]',
      { allowed_redirect_origins: ['https://a.example', 'https://b.example/x'] },
    ],
    ['branding.terms_url', { branding: { terms_url: 'data:text/html,x' } }],
    ['branding.support_email', { branding: { support_email: 'a@b@c' } }],
  ])('names the field %s that is not valid', (field, patch) => {
    expect(() => readOrganizationPatch(patch)).toThrow(
      expect.objectContaining({ status: 400, errors: [expect.objectContaining({ field })] }),
    );
  });
});

describe('applyOrganizationChanges', () => {
  it('raises the version with a change, and leaves what was not given', () => {
    const changed = applyOrganizationChanges(organization, { name: 'Ink', accentColor: null });
    expect(changed).toEqual({ ...organization, name: 'Ink', accentColor: null, version: 4 });
  });

  it('tells when nothing changes', () => {
    const same = { name: organization.name, allowedEmbedOrigins: [] };
    expect(applyOrganizationChanges(organization, same)).toBeUndefined();
  });
});
