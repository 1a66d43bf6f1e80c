import type { Static } from 'typebox';
import type { meSchema, sessionSchema, signedInSchema } from '../../../src/platform/contract/accounts.ts';
import type { newApiKeySchema } from '../../../src/platform/contract/api-keys.ts';
import type { paymentLinkDetailSchema } from '../../../src/platform/contract/payment-links.ts';

/** Shapes that the contract defines without naming them. */
export type Account = Static<typeof meSchema>;
export type SignedIn = Static<typeof signedInSchema>;
export type Session = Static<typeof sessionSchema>;
export type NewApiKey = Static<typeof newApiKeySchema>;
export type PaymentLinkDetail = Static<typeof paymentLinkDetailSchema>;

export type List<Row> = {
  readonly results: readonly Row[];
  readonly next: string | null;
  readonly previous: string | null;
};
