import { type Static, Type } from 'typebox';
import {
  amountsByCurrencySchema,
  currencySchema,
  instantSchema,
  nullable,
  oneOf,
  pricingModeSchema,
  strictObject,
  taxRateInputSchema,
  taxRateSchema,
  text,
} from './common.ts';

/** What buyers see of the seller's look; every address was checked to be http(s) when it was saved. */
export const brandingSchema = Type.Object({
  logo_url: nullable(Type.String()),
  accent_color: nullable(Type.String({ description: 'Such as #1a7f5a' })),
  support_email: nullable(Type.String()),
  terms_url: nullable(Type.String()),
});

export const organizationSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  website: nullable(Type.String()),
  contact_email: nullable(Type.String()),
  telegram: nullable(Type.String()),
  pricing_mode: pricingModeSchema,
  default_currency: currencySchema,
  default_tax_rate: taxRateSchema,
  min_payment: amountsByCurrencySchema,
  max_payment: amountsByCurrencySchema,
  fees: Type.Object({ percent: taxRateSchema, fixed: amountsByCurrencySchema }),
  rolling_reserve: Type.Object({ percent: taxRateSchema, days: Type.Integer() }),
  status: oneOf(['active', 'suspended']),
  allow_ad_hoc_items: Type.Boolean(),
  allowed_redirect_origins: Type.Array(Type.String()),
  allowed_embed_origins: Type.Array(Type.String()),
  require_second_factor: Type.Boolean({ description: 'Whether members need a second factor' }),
  time_zone: Type.String({ description: 'IANA name, such as Europe/Berlin' }),
  branding: brandingSchema,
  created_at: instantSchema,
});
export type OrganizationAnswer = Static<typeof organizationSchema>;

const urlInput = (description: string) =>
  nullable(Type.String({ minLength: 1, maxLength: 2048, description }));
const emailInput = nullable(Type.String({ minLength: 3, maxLength: 320, description: 'Email address' }));
const originList = Type.Array(Type.String({ minLength: 1, maxLength: 2048 }), {
  maxItems: 50,
  description: 'Origins such as https://shop.example.com; also http://localhost with any port',
});

/** Limits, fees, reserve and status are the operator's; the command line sets them. */
export const organizationPatchSchema = strictObject(
  {
    name: Type.Optional(text(1, 120)),
    website: Type.Optional(urlInput('http(s) address')),
    contact_email: Type.Optional(emailInput),
    telegram: Type.Optional(nullable(text(1, 100))),
    pricing_mode: Type.Optional(nullable(pricingModeSchema)),
    default_currency: Type.Optional(nullable(currencySchema)),
    default_tax_rate: Type.Optional(nullable(taxRateInputSchema)),
    allow_ad_hoc_items: Type.Optional(nullable(Type.Boolean())),
    allowed_redirect_origins: Type.Optional(nullable(originList)),
    allowed_embed_origins: Type.Optional(nullable(originList)),
    require_second_factor: Type.Optional(
      nullable(Type.Boolean({ description: 'Owners only, who have one themselves' })),
    ),
    time_zone: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 64 }))),
    branding: Type.Optional(
      strictObject({
        logo_url: Type.Optional(urlInput('https address')),
        accent_color: Type.Optional(
          nullable(Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'Such as #1a7f5a' })),
        ),
        support_email: Type.Optional(emailInput),
        terms_url: Type.Optional(urlInput('http(s) address')),
      }),
    ),
  },
  { readOnlyFields: ['id', 'min_payment', 'max_payment', 'fees', 'rolling_reserve', 'status', 'created_at'] },
);
export type OrganizationPatch = Static<typeof organizationPatchSchema>;
