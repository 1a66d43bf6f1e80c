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

const addressPart = () => nullable(Type.String());
/** Where a seller is, in the words of a buyer's billing address. */
export const sellerAddressSchema = Type.Object(
  {
    line1: Type.String(),
    line2: addressPart(),
    city: Type.String(),
    postal_code: addressPart(),
    state: addressPart(),
    country: Type.String({ description: 'ISO 3166-1 alpha-2, or XK' }),
  },
  { description: 'Where the seller is, in law' },
);
export type SellerAddress = Static<typeof sellerAddressSchema>;

/** Who sells, as a receipt has to say it; null until the seller has told. */
export const legalFields = {
  legal_name: nullable(Type.String({ description: 'The seller’s name in law, such as “Ink GmbH”' })),
  address: nullable(sellerAddressSchema),
  tax_id: nullable(Type.String({ description: 'The seller’s tax or VAT number' })),
};

export const organizationSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  ...legalFields,
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
  live_mode: Type.Boolean({
    description: 'Whether a live provider is connected: then `live` is the mode that is shown first',
  }),
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

const addressInput = strictObject(
  {
    line1: text(1, 200),
    line2: Type.Optional(nullable(text(0, 200))),
    city: text(1, 100),
    postal_code: Type.Optional(nullable(text(0, 20, 'Required for US'))),
    state: Type.Optional(nullable(text(0, 100))),
    country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2, or XK' }),
  },
  { description: 'Replaces the whole address' },
);

/** Limits, fees, reserve and status are the operator's; the command line sets them. */
export const organizationPatchSchema = strictObject(
  {
    name: Type.Optional(text(1, 120)),
    legal_name: Type.Optional(nullable(text(0, 200, 'The name in law, for receipts'))),
    address: Type.Optional(nullable(addressInput)),
    tax_id: Type.Optional(
      nullable(
        text(0, 50, 'Tax or VAT number; a VAT number of the address’s country is held against its form'),
      ),
    ),
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
  {
    readOnlyFields: [
      'id',
      'min_payment',
      'max_payment',
      'fees',
      'rolling_reserve',
      'status',
      'live_mode',
      'created_at',
    ],
  },
);
export type OrganizationPatch = Static<typeof organizationPatchSchema>;
