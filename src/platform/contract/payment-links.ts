import { type Static, Type } from 'typebox';
import {
  amountSchema,
  amountsByCurrencySchema,
  currencySchema,
  instantInputSchema,
  instantSchema,
  listOf,
  listQuery,
  metadataAnswerSchema,
  metadataSchema,
  modeSchema,
  nullable,
  oneOf,
  pricingModeSchema,
  strictObject,
  taxRateSchema,
  text,
} from './common.ts';
import { exportQuery } from './exports.ts';
import { brandingSchema, legalFields } from './organizations.ts';

/** In the order in which they are decided: the first that holds is told. */
export const linkStatusSchema = oneOf(['deleted', 'inactive', 'expired', 'used_up', 'active']);

export const pricedLineSchema = Type.Object({
  product_id: nullable(Type.String({ description: 'null: an item that is not in the catalog' })),
  name: Type.String(),
  description: nullable(Type.String()),
  image_url: nullable(Type.String()),
  quantity: Type.Integer(),
  unit_price: amountSchema,
  tax_rate: taxRateSchema,
  subtotal: amountSchema,
  tax: amountSchema,
  total: amountSchema,
});
export type PricedLineAnswer = Static<typeof pricedLineSchema>;

const sumsSchema = Type.Object({ subtotal: amountSchema, tax: amountSchema, total: amountSchema });
export const totalsSchema = Type.Object({ USD: Type.Optional(sumsSchema), EUR: Type.Optional(sumsSchema) });

const linkFields = {
  id: Type.String({ format: 'uuid' }),
  url: Type.String({ description: 'What is shared with buyers' }),
  name: Type.String({ description: 'Internal label, never shown to buyers' }),
  currency: currencySchema,
  pricing_mode: pricingModeSchema,
  products: Type.Array(pricedLineSchema),
  subtotal: amountSchema,
  tax: amountSchema,
  total: amountSchema,
  totals: totalsSchema,
  is_active: Type.Boolean(),
  status: linkStatusSchema,
  expires_at: nullable(instantSchema),
  max_uses: nullable(Type.Integer()),
  uses: Type.Integer({ description: 'Paid checkouts' }),
  held: Type.Integer({ description: 'Places kept by checkouts that are open or being paid' }),
  remaining_uses: nullable(Type.Integer({ description: 'null: unlimited' })),
  metadata: metadataAnswerSchema,
  mode: modeSchema,
  created_by: Type.String(),
  created_at: instantSchema,
  updated_at: instantSchema,
  paid_count: Type.Integer({ description: 'Checkouts ever paid' }),
  revenue: amountsByCurrencySchema,
  views: Type.Integer({ description: 'Times the page was shown to people' }),
};

export const daySchema = Type.String({
  format: 'date',
  description: 'Day of the organization’s time zone',
});
export const daysParameter = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: 366,
    description: 'Days of the series, today included; 30 by default',
  }),
);
/** Bounds are left to the rule that makes it: an answer that broke them would help nobody. */
export const conversionRateSchema = nullable(
  Type.Number({
    description: 'Paid per view, 0 to 1 with four decimals, never above 1; null without a view',
  }),
);

export const dayPointSchema = Type.Object({
  date: daySchema,
  views: Type.Integer(),
  started: Type.Integer(),
  paid: Type.Integer(),
  revenue: Type.Object(
    { USD: amountSchema, EUR: amountSchema },
    { description: 'Paid on that day minus what was given back on it; below zero when more went back' },
  ),
});
export type DayPoint = Static<typeof dayPointSchema>;

const linkStatsSchema = Type.Object({
  views: Type.Integer({ description: 'Times the page was shown to people' }),
  checkouts_started: Type.Integer(),
  paid_count: Type.Integer({ description: 'Checkouts ever paid' }),
  refunded_count: Type.Integer({ description: 'Payments given back in part or in full' }),
  conversion_rate: conversionRateSchema,
  revenue: amountsByCurrencySchema,
  refunded: amountsByCurrencySchema,
  last_paid_at: nullable(instantSchema),
  series: Type.Array(dayPointSchema, { description: 'One entry a day, oldest first, up to today' }),
});

export const paymentLinkSchema = Type.Object(linkFields);
export type PaymentLinkAnswer = Static<typeof paymentLinkSchema>;
/** What became of a link: what people did with it, and what came by itself. */
const timelineEntrySchema = Type.Object({
  kind: oneOf([
    ...(['created', 'updated', 'activated', 'deactivated', 'deleted', 'restored'] as const),
    ...(['expired', 'used_up', 'reopened'] as const),
  ]),
  fields: Type.Array(Type.String(), { description: 'What an update changed' }),
  by: nullable(
    Type.Object(
      { id: Type.String(), name: Type.String() },
      { description: 'Who did it; null where it came by itself' },
    ),
  ),
  at: instantSchema,
});
export type TimelineEntry = Static<typeof timelineEntrySchema>;

const catalogChangeSchema = Type.Object({
  product_id: Type.String(),
  name: Type.String({ description: 'As the link has it' }),
  kind: oneOf(['unit_price', 'tax_rate', 'name', 'archived']),
  was: nullable(Type.String({ description: 'What the link keeps' })),
  now: nullable(Type.String({ description: 'What a copy would have; null: nothing any more' })),
});
export type CatalogChange = Static<typeof catalogChangeSchema>;

export const paymentLinkDetailSchema = Type.Object({
  ...linkFields,
  stats: linkStatsSchema,
  timeline: Type.Array(timelineEntrySchema, { description: 'The newest fifty, newest first' }),
  catalog_changes: Type.Array(catalogChangeSchema, {
    description: 'In what the catalog differs today from what the link copied',
  }),
});
export type PaymentLinkDetailAnswer = Static<typeof paymentLinkDetailSchema>;
export const paymentLinkDetailQuerySchema = strictObject({ days: daysParameter });
export const paymentLinkListSchema = listOf(paymentLinkSchema);

export const paymentLinkParamsSchema = strictObject({ id: Type.String() });

/** What lists of links are sorted by, in the order of the fields. */
export const linkSortKeys = [
  'name',
  'expires_at',
  'remaining_uses',
  'paid_count',
  'revenue',
  'created_at',
] as const;
export type LinkSortKey = (typeof linkSortKeys)[number];
export type LinkSort = LinkSortKey | `-${LinkSortKey}`;

const linkSorts: readonly LinkSort[] = linkSortKeys.flatMap((key) => [key, `-${key}` as const]);

export const paymentLinkListQuerySchema = strictObject({
  ...listQuery,
  ...exportQuery,
  status: Type.Optional(linkStatusSchema),
  q: Type.Optional(
    text(
      0,
      120,
      'Beginnings of words of its name and of its products’ names, in any order; accents do not matter. Or its id, the first eight characters of it or more, or its address',
    ),
  ),
  sort: Type.Optional(
    oneOf(linkSorts, {
      description:
        'What the list is sorted by; `-` in front turns it round. `-created_at` when left out. `revenue` is that in the currency asked for, else in the link’s own; links without an end or a limit stand behind those with one',
    }),
  ),
  currency: Type.Optional(currencySchema),
  mode: Type.Optional(modeSchema),
  created_after: Type.Optional(instantInputSchema),
  created_before: Type.Optional(instantInputSchema),
});
export type PaymentLinkListQuery = Static<typeof paymentLinkListQuerySchema>;

export const qrCodeQuerySchema = strictObject({
  size: Type.Optional(
    Type.Integer({ minimum: 64, maximum: 2048, description: 'Width and height in pixels, 512 by default' }),
  ),
});

const posterPapers = ['a4', 'a6'] as const;
export type PosterPaper = (typeof posterPapers)[number];
export const posterQuerySchema = strictObject({
  paper: Type.Optional(oneOf(posterPapers, { description: 'Its size, A4 when left out' })),
  locale: Type.Optional(
    Type.String({ maxLength: 35, description: 'Its language; that of `Accept-Language` when left out' }),
  ),
});

const maxUsesInput = nullable(
  Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'null: unlimited' }),
);

const newLinkFields = {
  products: Type.Array(
    strictObject({
      product_id: Type.String({ maxLength: 64 }),
      quantity: Type.Integer({ minimum: 1, maximum: 9999 }),
    }),
    { minItems: 1, maxItems: 50 },
  ),
  currency: Type.Optional(nullable(currencySchema)),
  pricing_mode: Type.Optional(nullable(pricingModeSchema)),
  expires_at: Type.Optional(nullable(instantInputSchema)),
  max_uses: Type.Optional(maxUsesInput),
  metadata: Type.Optional(nullable(metadataSchema)),
  mode: Type.Optional(nullable(modeSchema)),
};

export const paymentLinkCreateSchema = strictObject({
  name: text(1, 120, 'Internal label, never shown to buyers'),
  ...newLinkFields,
});
export type PaymentLinkCreate = Static<typeof paymentLinkCreateSchema>;
/** A link before it is made; buyers never see its name. */
export const paymentLinkDraftSchema = strictObject(newLinkFields);
export type PaymentLinkDraft = Static<typeof paymentLinkDraftSchema>;

export const paymentLinkPatchSchema = strictObject(
  {
    name: Type.Optional(text(1, 120)),
    is_active: Type.Optional(nullable(Type.Boolean())),
    expires_at: Type.Optional(nullable(instantInputSchema)),
    max_uses: Type.Optional(maxUsesInput),
    metadata: Type.Optional(nullable(metadataSchema)),
  },
  { unknownFieldCode: 'immutable_field' },
);
export type PaymentLinkPatch = Static<typeof paymentLinkPatchSchema>;

/** What anybody with the link may see: never the internal name, metadata, creator, limit or statistics. */
export const previewSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  organization: Type.Object({
    name: Type.String(),
    ...legalFields,
    website: nullable(Type.String()),
    branding: brandingSchema,
  }),
  products: Type.Array(pricedLineSchema),
  currency: currencySchema,
  currencies: Type.Array(currencySchema),
  pricing_mode: pricingModeSchema,
  subtotal: amountSchema,
  tax: amountSchema,
  total: amountSchema,
  totals: totalsSchema,
  expires_at: nullable(instantSchema),
  remaining_uses: nullable(Type.Integer({ description: 'null: unlimited; 0: every place is held' })),
  release_at: nullable(
    Type.String({
      format: 'date-time',
      description: 'When no place is free: the earliest time that one may come back',
    }),
  ),
  mode: modeSchema,
});
export type PreviewAnswer = Static<typeof previewSchema>;
