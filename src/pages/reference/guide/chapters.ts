import type { FunctionComponent } from 'preact';
import { Authentication } from './authentication.tsx';
import { Conventions, Idempotency, Lists, Modes, RateLimits } from './conventions.tsx';
import { Errors } from './errors.tsx';
import type { GuideProps } from './guide.ts';
import { FirstPayment, Introduction } from './introduction.tsx';
import { RefundRule, TaxRule } from './money-rules.tsx';
import { PaymentStates } from './payment-states.tsx';
import { ReceiptsGuide } from './receipts.tsx';
import { TestCards } from './test-cards.tsx';
import { Events, Verify, Webhooks } from './webhooks.tsx';

export type Chapter = {
  readonly id: string;
  readonly title: string;
  readonly body: FunctionComponent<GuideProps>;
};

/** What is to be known before the endpoints, in the order in which one reads it. */
export const chapters: readonly { readonly title: string; readonly chapters: readonly Chapter[] }[] = [
  {
    title: 'Start',
    chapters: [
      { id: 'introduction', title: 'Introduction', body: Introduction },
      { id: 'first-payment', title: 'A first payment', body: FirstPayment },
      { id: 'authentication', title: 'Authentication', body: Authentication },
      { id: 'modes', title: 'Sandbox and live', body: Modes },
      { id: 'test-cards', title: 'Test cards', body: TestCards },
    ],
  },
  {
    title: 'Conventions',
    chapters: [
      { id: 'conventions', title: 'Money, times, ids, fields', body: Conventions },
      { id: 'lists', title: 'Lists', body: Lists },
      { id: 'idempotency', title: 'Idempotency', body: Idempotency },
      { id: 'rate-limits', title: 'Rate limits', body: RateLimits },
      { id: 'errors', title: 'Errors', body: Errors },
    ],
  },
  {
    title: 'Rules',
    chapters: [
      { id: 'payment-states', title: 'How a payment goes', body: PaymentStates },
      { id: 'tax', title: 'How tax is computed', body: TaxRule },
      { id: 'refund-rule', title: 'Tax in a refund', body: RefundRule },
      { id: 'receipts-guide', title: 'Verifying receipts', body: ReceiptsGuide },
    ],
  },
  {
    title: 'Being told',
    chapters: [
      { id: 'webhooks-guide', title: 'Receiving webhooks', body: Webhooks },
      { id: 'verify', title: 'Verifying signatures', body: Verify },
      { id: 'event-types', title: 'Events and payloads', body: Events },
    ],
  },
];
