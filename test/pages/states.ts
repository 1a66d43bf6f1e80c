import type { PageContext } from '#pages/context.ts';
import {
  renderAnnouncementPage,
  renderChallengePage,
  renderCheckoutPage,
  renderLeavePage,
  renderLinkPage,
  renderProcessingPage,
  renderReceiptPage,
  renderTransferPage,
} from '#pages/render.tsx';
import type { AnnouncementView, FailureCode } from '#pages/views.ts';
import { declineCodes } from '#platform/contract/declines.ts';
import {
  bankWay,
  challenge,
  checkoutView,
  emptyBilling,
  emptyCard,
  hostedWay,
  linkView,
  potteryLink,
  processing,
  receipt,
  testCardWay,
  transfers,
  transferView,
  untaxedOrder,
  workshop,
  workshopCheckout,
  workshopLink,
} from './samples.ts';

/** A page in one of its states. The name is unique and serves as file name. */
export type State = { readonly name: string; readonly render: (context: PageContext) => string };

const ofSeller = { organization: workshop, mode: 'live' as const };
const amount = { currency: 'EUR' as const, amount: '349.00' };
const startUrl = `/pay/${workshopLink.id}`;
const retryPath = `/pay/${workshopLink.id}`;

/** Every page and state there is: what the screenshots show and what every general test walks through. */
export const states: readonly State[] = [
  ...linkStates(),
  ...checkoutStates(),
  state('challenge', (context) => renderChallengePage(challenge, context)),
  state('processing', (context) => renderProcessingPage(processing, context)),
  state('processing-action-needed', (context) =>
    renderProcessingPage({ ...processing, next_action_url: '/sandbox/challenge/ch_sample' }, context),
  ),
  ...transferStates(),
  ...receiptStates(),
  state('leave-to-provider', (context) =>
    renderLeavePage({ ...ofSeller, url: 'https://provider.example/session/1', reason: 'provider' }, context),
  ),
  state('leave-back-to-seller', (context) =>
    renderLeavePage(
      { ...ofSeller, url: 'https://nordlicht-fotowerkstatt.example/thanks', reason: 'paid' },
      context,
    ),
  ),
  ...announcementViews().map((view) =>
    state(`announcement-${view.kind}`, (context) => renderAnnouncementPage(view, context)),
  ),
  ...(['place_released', 'link_closed'] as const).map((reason) =>
    state(`announcement-checkout_canceled-${reason}`, (context) =>
      renderAnnouncementPage(
        { ...ofSeller, kind: 'checkout_canceled', reason, start_url: startUrl },
        context,
      ),
    ),
  ),
  state('announcement-link_held-undecided', (context) =>
    renderAnnouncementPage(
      { ...ofSeller, kind: 'link_held', release_at: null, retry_path: retryPath },
      context,
    ),
  ),
];

export function stateNamed(name: string): State {
  const found = states.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`There is no state "${name}" in test/pages/states.ts.`);
  return found;
}

function state(name: string, render: State['render']): State {
  return { name, render };
}

function linkStates(): State[] {
  const errors = [
    { field: 'billing_email', message: 'Write it like name@example.com.' },
    { field: 'billing_postal_code', message: 'Enter the postal code. Banks in the United States check it.' },
    { field: 'billing_tax_id', message: 'Use at most 100 characters.' },
  ];
  const values = {
    billing_email: 'maja',
    billing_first_name: 'Maja',
    billing_last_name: 'L',
    billing_country: 'US',
  };
  return [
    state('link', (context) => renderLinkPage(linkView(), context)),
    state('link-converted', (context) =>
      renderLinkPage(linkView({ link: potteryLink, form: emptyBilling }), context),
    ),
    state('link-untaxed', (context) =>
      renderLinkPage(
        linkView({ link: { ...workshopLink, ...untaxedOrder, currencies: ['USD'], expires_at: null } }),
        context,
      ),
    ),
    state('link-errors', (context) =>
      renderLinkPage(linkView({ form: { ...emptyBilling, values, errors } }), context),
    ),
    state('link-too-many-tries', (context) =>
      renderLinkPage(linkView({ notice: { kind: 'too_many_tries', retry_after_seconds: 42 } }), context),
    ),
    state('link-kept-for-others', (context) =>
      renderLinkPage(linkView({ notice: { kind: 'kept_for_others', retry_after_seconds: 900 } }), context),
    ),
  ];
}

function checkoutStates(): State[] {
  const filled = { number: '4242424242424242', expiry: '08 / 28', cvc: '314', name: 'Maja Lindqvist' };
  const wrong = { ...filled, number: '424242424242424', expiry: '08 / 24' };
  const errors = [
    { field: 'number', message: 'One of 16 digits is missing.' },
    { field: 'expiry', message: 'This date has passed.' },
  ];
  const live = {
    ...workshopCheckout,
    mode: 'live' as const,
    has_place: false,
    can_renew: false,
    change_url: null,
  };
  const ways = [testCardWay, hostedWay, bankWay];
  return [
    state('checkout', (context) => renderCheckoutPage(checkoutView(), context)),
    state('checkout-filled', (context) =>
      renderCheckoutPage(checkoutView({ form: { ...emptyCard, values: filled } }), context),
    ),
    state('checkout-errors', (context) =>
      renderCheckoutPage(checkoutView({ form: { ...emptyCard, values: wrong, errors } }), context),
    ),
    ...[...declineCodes, 'returned' as const].map((code) =>
      state(`checkout-${code}`, (context) => renderDeclined(code, context)),
    ),
    state('checkout-renewed', (context) =>
      renderCheckoutPage(checkoutView({ notice: { kind: 'renewed' } }), context),
    ),
    state('checkout-live', (context) =>
      renderCheckoutPage(checkoutView({ checkout: live, provider_name: 'Stripe' }), context),
    ),
    state('checkout-ways', (context) => renderCheckoutPage(checkoutView({ ways }), context)),
    state('checkout-ways-bank', (context) =>
      renderCheckoutPage(checkoutView({ ways, way: 'bank' }), context),
    ),
    state('checkout-bank-only', (context) =>
      renderCheckoutPage(checkoutView({ checkout: live, ways: [bankWay] }), context),
    ),
  ];
}

function renderDeclined(code: FailureCode, context: PageContext): string {
  const card = { brand: 'visa', last4: '9995' };
  const decline = { code, card, attempted_at: '2026-05-22T12:26:00Z' };
  const checkout = { ...workshopCheckout, attempts_left: 3 };
  return renderCheckoutPage(checkoutView({ checkout, form: { ...emptyCard, decline } }), context);
}

function transferStates(): State[] {
  const live = { mode: 'live' as const };
  return [
    ...Object.entries(transfers).map(([status, shown]) =>
      state(`transfer-${status}`, (context) => renderTransferPage(transferView(shown), context)),
    ),
    state('transfer-live', (context) =>
      renderTransferPage(
        transferView({ ...live, bic: null, has_place: false }, { ...live, has_other_ways: false }),
        context,
      ),
    ),
    state('transfer-part-coming', (context) =>
      renderTransferPage(
        transferView({ ...transfers.part, on_its_way_amount: '31.00', to_send_amount: '100.00' }),
        context,
      ),
    ),
  ];
}

function receiptStates(): State[] {
  return [
    state('receipt', (context) => renderReceiptPage(receipt, context)),
    state('receipt-partly-refunded', (context) =>
      renderReceiptPage({ ...receipt, status: 'partially_refunded', refunded_amount: '77.00' }, context),
    ),
    state('receipt-refunded', (context) =>
      renderReceiptPage({ ...receipt, status: 'refunded', refunded_amount: '349.00', mode: 'live' }, context),
    ),
    state('receipt-refund-pending', (context) =>
      renderReceiptPage({ ...receipt, status: 'refund_pending', billing: null, pdf_url: null }, context),
    ),
  ];
}

export function announcementViews(): AnnouncementView[] {
  return [
    { kind: 'page_not_found' },
    { kind: 'foreign_form', page_path: retryPath },
    { kind: 'too_many_requests', retry_after_seconds: 30, retry_path: retryPath },
    { kind: 'error', request_id: '0197-sample', retry_path: retryPath },
    { kind: 'unavailable', retry_path: retryPath },
    { kind: 'link_not_found' },
    { ...ofSeller, kind: 'link_inactive' },
    { ...ofSeller, kind: 'link_deleted' },
    { ...ofSeller, kind: 'link_expired', expires_at: '2026-06-14T16:00:00Z' },
    { ...ofSeller, kind: 'link_used_up' },
    { ...ofSeller, kind: 'link_held', release_at: '2026-05-22T12:52:00Z', retry_path: retryPath },
    { kind: 'checkout_not_found' },
    { ...ofSeller, kind: 'checkout_canceled', reason: 'buyer', start_url: startUrl },
    { ...ofSeller, kind: 'checkout_failed', start_url: startUrl },
    {
      ...ofSeller,
      kind: 'checkout_expired',
      start_url: startUrl,
      expires_at: Date.UTC(2026, 4, 22, 12, 20) / 1000,
    },
    { ...ofSeller, ...amount, kind: 'checkout_paid', receipt_url: '/checkout/k1.sampletoken/receipt' },
    { ...ofSeller, ...amount, kind: 'checkout_refunded', receipt_url: '/checkout/k1.sampletoken/receipt' },
    { ...ofSeller, ...amount, kind: 'late_payment' },
  ];
}
