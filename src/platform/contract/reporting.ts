import { type Static, Type } from 'typebox';
import {
  amountSchema,
  amountsByCurrencySchema,
  currencySchema,
  instantSchema,
  modeSchema,
  nullable,
  oneOf,
  strictObject,
} from './common.ts';
import { conversionRateSchema, dayPointSchema, daysParameter } from './payment-links.ts';
import { disputeSchema, transactionStatusSchema } from './transactions.ts';

export const dashboardQuerySchema = strictObject({ mode: Type.Optional(modeSchema), days: daysParameter });
export type DashboardQuery = Static<typeof dashboardQuerySchema>;

const walletSchema = Type.Object({
  available: amountSchema,
  pending: amountSchema,
  reserved: amountSchema,
});

const countedRevenueSchema = Type.Object({ count: Type.Integer(), revenue: amountsByCurrencySchema });

const recentTransactionSchema = Type.Object({
  id: Type.String(),
  status: transactionStatusSchema,
  gross_amount: amountSchema,
  refunded_amount: amountSchema,
  currency: currencySchema,
  payer_email: nullable(Type.String()),
  payment_link_id: nullable(Type.String()),
  created_at: instantSchema,
  updated_at: instantSchema,
});

const linkChangeSchema = Type.Object({
  payment_link_id: Type.String(),
  name: Type.String({ description: 'As it is now' }),
  change: oneOf(['created', 'updated', 'deleted', 'restored']),
  fields: Type.Array(Type.String(), { description: 'What an update changed' }),
  changed_by: nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  created_at: instantSchema,
});

const attentionSchema = Type.Object({
  undecided_payments: Type.Array(
    Type.Object({
      transaction_id: Type.String(),
      checkout_id: Type.String(),
      payment_link_id: nullable(Type.String()),
      gross_amount: amountSchema,
      currency: currencySchema,
      payer_email: nullable(Type.String()),
      attempted_at: instantSchema,
    }),
    { description: 'Submitted more than ten minutes ago and not decided; the oldest first' },
  ),
  expiring_links: Type.Array(
    Type.Object({ payment_link_id: Type.String(), name: Type.String(), expires_at: instantSchema }),
    { description: 'They end within 48 hours; the soonest first' },
  ),
  scarce_links: Type.Array(
    Type.Object({
      payment_link_id: Type.String(),
      name: Type.String(),
      max_uses: Type.Integer(),
      uses: Type.Integer(),
      held: Type.Integer(),
    }),
    {
      description: 'Only one of their places, or at most a tenth, is neither paid nor held; the newest first',
    },
  ),
  open_disputes: Type.Array(
    Type.Object({
      transaction_id: Type.String(),
      payer_email: nullable(Type.String()),
      currency: currencySchema,
      dispute: disputeSchema,
    }),
    { description: 'Money of these payments was taken back, and that is not settled; the newest first' },
  ),
});

export const dashboardSchema = Type.Object({
  organization: Type.Object({
    id: Type.String(),
    name: Type.String(),
    status: oneOf(['active', 'suspended']),
    default_currency: currencySchema,
    time_zone: Type.String(),
  }),
  mode: modeSchema,
  wallet: Type.Object({ USD: walletSchema, EUR: walletSchema }),
  stats: Type.Object({
    users: Type.Integer(),
    transactions: Type.Integer({ description: 'Ever made, whatever became of them' }),
    links: Type.Integer({ description: 'Not deleted' }),
    paid_today: countedRevenueSchema,
    paid_30_days: countedRevenueSchema,
    paid_count: Type.Integer({ description: 'Payments in the days of the series' }),
    revenue: amountsByCurrencySchema,
    series: Type.Array(dayPointSchema, { description: 'One entry a day, oldest first, up to today' }),
    previous: Type.Object(
      {
        paid_count: Type.Integer(),
        revenue: amountsByCurrencySchema,
        series: Type.Array(dayPointSchema),
      },
      { description: 'As many days before the series' },
    ),
  }),
  funnel: Type.Object(
    {
      views: Type.Integer(),
      started: Type.Integer(),
      paid: Type.Integer(),
      conversion_rate: conversionRateSchema,
    },
    {
      description: 'What payment links brought in the days of the series; checkouts made by API are left out',
    },
  ),
  recent_activity: Type.Object({
    transactions: Type.Array(recentTransactionSchema),
    link_changes: Type.Array(linkChangeSchema),
  }),
  attention: attentionSchema,
});
export type DashboardAnswer = Static<typeof dashboardSchema>;
