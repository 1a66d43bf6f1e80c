import { isDeepStrictEqual } from 'node:util';
import { parseEmail } from '#merchants/email.ts';
import { type ErrorCode, problem } from '#platform/contract/errors.ts';
import type { OrganizationAnswer, OrganizationPatch } from '#platform/contract/organizations.ts';
import { parseHttpUrl } from '#platform/kit/http-url.ts';
import { parseTaxRate } from '#platform/kit/tax.ts';
import { isTimeZone } from '#platform/kit/time.ts';
import { lineOf, readSellerAddress } from './legal-facts.ts';
import type { Organization } from './organization.ts';
import { parseOrigin } from './redirect-origins.ts';

/** What a merchant may change; the rest is the operator's. */
export type OrganizationChanges = Partial<
  Pick<
    Organization,
    | 'name'
    | 'legalName'
    | 'address'
    | 'taxId'
    | 'website'
    | 'contactEmail'
    | 'telegram'
    | 'pricingMode'
    | 'defaultCurrency'
    | 'defaultTaxRate'
    | 'allowAdHocItems'
    | 'allowedRedirectOrigins'
    | 'allowedEmbedOrigins'
    | 'requireSecondFactor'
    | 'timeZone'
    | 'logoUrl'
    | 'accentColor'
    | 'supportEmail'
    | 'termsUrl'
  >
>;

/**
 * Reads the body of a PATCH; throws the problem with the first field that is not valid. A value that is sent back as it was
 * read changes nothing and is not judged: it may have been saved before a rule was made stricter.
 *
 * @param shown the organization as it was read
 */
export function readOrganizationPatch(sent: OrganizationPatch, shown: Readable = {}): OrganizationChanges {
  const patch = withoutUnchanged(sent, shown);
  const branding = withoutUnchanged(sent.branding ?? {}, shown.branding ?? {});
  return defined({
    name: patch.name?.trim().normalize('NFC'),
    legalName: ifText(patch.legal_name, lineOf),
    address: patch.address && readSellerAddress(patch.address),
    taxId: ifText(patch.tax_id, lineOf),
    website: ifText(patch.website, (text) => httpAddress(text, 'website')),
    contactEmail: ifText(patch.contact_email, (text) => emailAddress(text, 'contact_email')),
    telegram: ifText(patch.telegram, (text) => text.trim()),
    pricingMode: patch.pricing_mode ?? undefined,
    defaultCurrency: patch.default_currency ?? undefined,
    defaultTaxRate: ifGiven(patch.default_tax_rate, taxRate),
    allowAdHocItems: patch.allow_ad_hoc_items ?? undefined,
    allowedRedirectOrigins: origins(patch, shown, 'allowed_redirect_origins'),
    allowedEmbedOrigins: origins(patch, shown, 'allowed_embed_origins'),
    requireSecondFactor: patch.require_second_factor ?? undefined,
    timeZone: ifGiven(patch.time_zone, readTimeZone),
    logoUrl: branding.logo_url,
    accentColor: ifText(branding.accent_color, (text) => text.toLowerCase()),
    supportEmail: ifText(branding.support_email, (text) => emailAddress(text, 'branding.support_email')),
    termsUrl: ifText(branding.terms_url, (text) => httpAddress(text, 'branding.terms_url')),
  });
}

/** The organization after the changes; `undefined` when they change nothing. */
export function applyOrganizationChanges(
  organization: Organization,
  changes: OrganizationChanges,
): Organization | undefined {
  const changed = { ...organization, ...changes };
  if (isDeepStrictEqual(changed, organization)) return undefined;
  return { ...changed, version: organization.version + 1 };
}

type Readable = Partial<OrganizationAnswer>;

function withoutUnchanged<Sent extends object>(sent: Sent, shown: object): Partial<Sent> {
  const known = new Map(Object.entries(shown));
  return Object.fromEntries(
    Object.entries(sent).filter(([name, value]) => !isDeepStrictEqual(value, known.get(name))),
  ) as Partial<Sent>;
}

/** Leaves out what was not given, while `null` stays: it clears. */
function defined(changes: { [Key in keyof OrganizationChanges]: OrganizationChanges[Key] | undefined }) {
  return Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  ) as OrganizationChanges;
}

function ifText(
  value: string | null | undefined,
  read: (text: string) => string | null,
): string | null | undefined {
  return typeof value === 'string' ? read(value) : value;
}

/** `null` means "not given" where a field has a default. */
function ifGiven<Sent, Read>(value: Sent | null | undefined, read: (value: Sent) => Read): Read | undefined {
  return value === null || value === undefined ? undefined : read(value);
}

function httpAddress(text: string, field: string): string {
  if (parseHttpUrl(text)) return text;
  throw invalid('invalid_value', field, `Give ${field} as a full address such as https://www.example.com/.`);
}

function emailAddress(text: string, field: string): string {
  const address = parseEmail(text);
  if (address) return address;
  throw invalid('invalid_value', field, `Give ${field} as an email address such as help@example.com.`);
}

function taxRate(value: string | number): number {
  const rate = parseTaxRate(value);
  if (rate !== undefined) return rate;
  throw invalid(
    'invalid_tax_rate',
    'default_tax_rate',
    'Give default_tax_rate as a percentage from 0 to 100 with at most three decimals, such as "19.6".',
  );
}

/** @throws 400 naming `time_zone` when there is no such zone */
export function readTimeZone(name: string): string {
  if (isTimeZone(name)) return name;
  throw invalid(
    'invalid_value',
    'time_zone',
    'Give time_zone as a name of the IANA database such as Europe/Berlin or UTC; letters such as BST mean several zones.',
  );
}

type OriginList = 'allowed_redirect_origins' | 'allowed_embed_origins';

/** What is listed already stays, however it was saved. */
function origins(patch: OrganizationPatch, shown: Readable, list: OriginList): string[] | undefined {
  const parsed = patch[list]?.map((text, index) => {
    const origin = shown[list]?.includes(text) ? text : parseOrigin(text);
    if (origin !== undefined) return origin;
    throw invalid(
      'invalid_value',
      `${list}[${index}]`,
      text.includes('*')
        ? 'An origin with * matches nothing; list each one, such as https://shop.example.com.'
        : 'Give an origin without path, such as https://shop.example.com or http://localhost:3000.',
    );
  });
  return parsed && [...new Set(parsed)];
}

function invalid(code: ErrorCode, field: string, detail: string) {
  return problem(code, { detail, field });
}
