import { accountRetention } from '#merchants/accounts/retention.ts';
import { apiRequestRetention } from '#merchants/api-keys/requests/retention.ts';
import { apiKeyRetention } from '#merchants/api-keys/retention.ts';
import { formerSellerRetention, organizationRetention } from '#merchants/organizations/retention.ts';
import { teamRetention } from '#merchants/team/retention.ts';
import { triesRetention } from '#merchants/throttling/retention.ts';
import { eventRetention } from '#messaging/events/retention.ts';
import { mailRetention, mailSenderRetention } from '#messaging/mail/retention.ts';
import { deliveryRetention } from '#messaging/webhooks/deliveries/retention.ts';
import { endpointRetention } from '#messaging/webhooks/endpoints/retention.ts';
import { bankEntryRetention } from '#paying/bank-entries/retention.ts';
import { transferRetention } from '#paying/bank-transfers/retention.ts';
import { buyerRetention } from '#paying/buyers/retention.ts';
import { checkoutRetention } from '#paying/checkouts/retention.ts';
import { connectionRetention } from '#paying/connections/retention.ts';
import { ledgerRetention } from '#paying/ledger/retention.ts';
import { mollieRetention } from '#paying/mollie/retention.ts';
import { paypalRetention } from '#paying/paypal/retention.ts';
import { receiptCounterRetention, receiptRetention } from '#paying/receipts/retention.ts';
import { refundRetention } from '#paying/refunds/retention.ts';
import { sandboxRetention } from '#paying/sandbox/retention.ts';
import { transactionRetention } from '#paying/transactions/retention.ts';
import { auditRetention } from '#platform/audit/retention.ts';
import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';
import { fixedKeyRetention } from '#platform/fixed-key/retention.ts';
import { rateSumRetention } from '#platform/http/retention.ts';
import { taskRetention } from '#platform/jobs/retention.ts';
import { figureRetention } from '#reporting/figures/retention.ts';
import { exchangeRateRetention } from '#selling/exchange-rates/retention.ts';
import { viewRetention } from '#selling/link-views/retention.ts';
import { paymentLinkRetention } from '#selling/payment-links/retention.ts';
import { productRetention } from '#selling/products/retention.ts';
import { removeUnusedImages } from './remove-unused-images.ts';

const imageRetention: RetentionRule<Context> = {
  table: 'media',
  kept: 'as long as a logo, a product, a link or a checkout shows the image, and a day longer',
  why: 'Nothing shows an image that was replaced before anything was sold with it.',
  sweep: removeUnusedImages,
};

const migrationRetention: RetentionRule<Context> = {
  table: 'schema_migrations',
  kept: 'for ever',
  why: 'Which migrations the database has.',
};

const heartbeatRetention: RetentionRule<Context> = {
  table: 'heartbeats',
  kept: 'for ever',
  why: 'Sixteen rows, written over and over to prove that writes commit.',
};

/** How long every table is kept, in the order in which docs/guides/retention.md shows them. */
export const retentionRules: readonly RetentionRule<Context>[] = [
  ...buyerRetention,
  ...checkoutRetention,
  ...transactionRetention,
  ...refundRetention,
  transferRetention,
  ...bankEntryRetention,
  receiptRetention,
  receiptCounterRetention,
  ...ledgerRetention,
  ...sandboxRetention,
  paypalRetention,
  mollieRetention,
  ...eventRetention,
  endpointRetention,
  deliveryRetention,
  mailRetention,
  mailSenderRetention,
  imageRetention,
  ...auditRetention,
  organizationRetention,
  formerSellerRetention,
  ...accountRetention,
  ...teamRetention,
  ...connectionRetention,
  apiKeyRetention,
  apiRequestRetention,
  triesRetention,
  productRetention,
  ...paymentLinkRetention,
  ...viewRetention,
  ...exchangeRateRetention,
  ...figureRetention,
  rateSumRetention,
  taskRetention,
  fixedKeyRetention,
  heartbeatRetention,
  migrationRetention,
];
