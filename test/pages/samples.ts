import { type PageContext, type PageOptions, pageContext } from '#pages/context.ts';
import type {
  BillingFormView,
  CardFormView,
  ChallengeView,
  CheckoutPageView,
  CheckoutView,
  LineView,
  LinkPageView,
  LinkView,
  OrderView,
  ProcessingView,
  ReceiptView,
  SellerView,
  TransferView,
  WayView,
} from '#pages/views.ts';
import { epcModules } from '#paying/bank-transfers/epc-code.ts';
import type { TransferAnswer } from '#platform/contract/transfers.ts';

// Two merchants as different as the pages must bear: with tax and places in euros, and converted without pictures.

export const now = new Date('2026-05-22T12:28:00Z');

export function sampleContext(options: Partial<PageOptions> = {}): PageContext {
  return pageContext({
    locale: 'en',
    localeChosen: false,
    path: null,
    platformName: 'Samplepay',
    publicUrl: 'https://pay.example',
    assets: { css: '/assets/pages.css', script: '/assets/pages.js' },
    now,
    ...options,
  });
}

export const workshop: SellerView = {
  name: 'Nordlicht Fotowerkstatt',
  legal_name: 'Nordlicht Fotowerkstatt GmbH',
  address: {
    line1: 'Clemens-Schultz-Straße 48',
    line2: null,
    city: 'Hamburg',
    postal_code: '20359',
    state: null,
    country: 'DE',
  },
  tax_id: 'DE 314 159 265',
  website: 'https://nordlicht-fotowerkstatt.example/',
  time_zone: 'Europe/Berlin',
  branding: {
    logo_url: null,
    accent_color: '#2a3fb5',
    support_email: 'hallo@nordlicht-fotowerkstatt.example',
    terms_url: 'https://nordlicht-fotowerkstatt.example/agb',
  },
};

export const pottery: SellerView = {
  name: 'Saltwick Ceramics',
  legal_name: null,
  address: null,
  tax_id: null,
  website: 'https://saltwick.example',
  time_zone: 'Europe/Dublin',
  branding: {
    logo_url: null,
    accent_color: '#f2b01e',
    support_email: 'shop@saltwick.example',
    terms_url: null,
  },
};

function line(
  values: Partial<LineView> & Pick<LineView, 'name' | 'unit_price' | 'subtotal' | 'tax' | 'total'>,
): LineView {
  return { product_id: null, description: null, image_url: null, quantity: 1, tax_rate: '19.000', ...values };
}

export const workshopOrder: OrderView = {
  currency: 'EUR',
  pricing_mode: 'TAX_INCLUSIVE',
  products: [
    line({
      name: 'Darkroom weekend: silver gelatin printing for beginners',
      description: 'Two days, chemistry and paper included.',
      unit_price: '240.00',
      subtotal: '201.68',
      tax: '38.32',
      total: '240.00',
    }),
    line({
      name: 'Baryta paper 24 × 30 cm, matt, 50 sheets',
      quantity: 2,
      unit_price: '38.50',
      subtotal: '64.71',
      tax: '12.29',
      total: '77.00',
    }),
    line({
      name: 'Field notes on light, hardcover, 212 pages',
      unit_price: '32.00',
      tax_rate: '7.000',
      subtotal: '29.91',
      tax: '2.09',
      total: '32.00',
    }),
  ],
  subtotal: '296.30',
  tax: '52.70',
  total: '349.00',
  conversion: null,
};

export const potteryOrder: OrderView = {
  currency: 'USD',
  pricing_mode: 'TAX_EXCLUSIVE',
  products: [
    line({
      name: 'Stoneware dinner plate, 27 cm, speckled oatmeal glaze with a raw unglazed foot',
      quantity: 6,
      unit_price: '38.45',
      tax_rate: '23.000',
      subtotal: '230.70',
      tax: '53.06',
      total: '283.76',
    }),
    line({
      name: 'Serving platter “Dún Aengus”, 41 cm, numbered, one of forty',
      unit_price: '167.39',
      tax_rate: '23.000',
      subtotal: '167.39',
      tax: '38.50',
      total: '205.89',
    }),
    line({
      name: 'Glaze notes: a workbook for small kilns',
      unit_price: '27.14',
      tax_rate: '0.000',
      subtotal: '27.14',
      tax: '0.00',
      total: '27.14',
    }),
  ],
  subtotal: '425.23',
  tax: '91.56',
  total: '516.79',
  conversion: { from: 'EUR', rate: '1.131000', source: 'ecb', date: '2026-05-21' },
};

export const untaxedOrder: OrderView = {
  currency: 'USD',
  pricing_mode: 'TAX_INCLUSIVE',
  products: [
    line({
      name: 'Sticker set',
      quantity: 2,
      unit_price: '29.99',
      tax_rate: '0.000',
      subtotal: '59.98',
      tax: '0.00',
      total: '59.98',
    }),
  ],
  subtotal: '59.98',
  tax: '0.00',
  total: '59.98',
  conversion: null,
};

export const workshopLink: LinkView = {
  ...workshopOrder,
  id: '01977777-0000-7000-8000-000000000001',
  organization: workshop,
  mode: 'live',
  currencies: ['USD', 'EUR'],
  expires_at: '2026-06-14T16:00:00Z',
  remaining_uses: 7,
};

export const potteryLink: LinkView = {
  ...potteryOrder,
  id: '01977777-0000-7000-8000-000000000002',
  organization: pottery,
  mode: 'sandbox',
  currencies: ['EUR', 'USD'],
  expires_at: null,
  remaining_uses: null,
};

export const emptyBilling: BillingFormView = {
  values: {},
  errors: [],
  hidden: {},
  nonce: 'nonce-of-the-link-page',
};

export const filledBilling: BillingFormView = {
  ...emptyBilling,
  values: {
    billing_email: 'maja.lindqvist@example.com',
    billing_first_name: 'Maja',
    billing_last_name: 'Lindqvist',
    billing_country: 'DE',
    billing_postal_code: '20359',
  },
  hidden: { utm_source: 'letter', client_reference_id: 'order-17' },
};

export function linkView(changes: Partial<LinkPageView> = {}): LinkPageView {
  return {
    link: workshopLink,
    form: filledBilling,
    notice: null,
    hold_seconds: 1800,
    form_path: `/pay/${workshopLink.id}`,
    held: null,
    ...changes,
  };
}

export const workshopCheckout: CheckoutView = {
  ...workshopOrder,
  token: 'k1.sampletoken',
  organization: workshop,
  mode: 'sandbox',
  expires_at: Date.UTC(2026, 4, 22, 12, 52, 30) / 1000,
  billing: {
    first_name: 'Maja',
    last_name: 'Lindqvist',
    email: 'maja.lindqvist@example.com',
    country: 'DE',
    postal_code: '20359',
    phone: null,
    line1: null,
    line2: null,
    city: null,
    state: null,
    company: null,
    tax_id: null,
  },
  has_place: true,
  renewable: true,
  renewable_in_seconds: null,
  attempts_left: 5,
  attempts_limit: 5,
  change_url: '/pay/01977777-0000-7000-8000-000000000001?prefilled_email=maja.lindqvist%40example.com',
};

export const emptyCard: CardFormView = {
  values: { name: 'Maja Lindqvist' },
  errors: [],
  decline: null,
  nonce: 'nonce-of-the-checkout',
};

export const testCardWay: WayView = {
  id: 'sandbox',
  provider: 'sandbox',
  label: 'Card',
  kind: 'card_form',
  hold: null,
};
export const hostedWay: WayView = {
  id: 'stripe',
  provider: 'stripe',
  label: 'Stripe',
  kind: 'redirect',
  hold: null,
};
export const bankWay: WayView = {
  id: 'bank',
  provider: 'bank',
  label: 'Bank transfer',
  kind: 'transfer',
  hold: { days: 5, keeps_place: true },
};

export function checkoutView(changes: Partial<CheckoutPageView> = {}): CheckoutPageView {
  const byMode = changes.checkout?.mode === 'live' ? [hostedWay] : [testCardWay];
  const ways = changes.ways ?? byMode;
  const way = changes.way ?? ways[0]?.id ?? null;
  const form = { form: emptyCard, notice: null, provider_name: null };
  return { checkout: workshopCheckout, ...form, ...changes, ways, way };
}

export const challenge: ChallengeView = {
  organization: workshop,
  mode: 'sandbox',
  currency: 'EUR',
  amount: '349.00',
  card: { brand: 'visa', last4: '3220' },
  asked_at: '2026-05-22T12:29:00Z',
  action: '/sandbox/challenge/ch_sample',
};

export const processing: ProcessingView = {
  token: 'k1.sampletoken',
  organization: workshop,
  mode: 'sandbox',
  currency: 'EUR',
  amount: '349.00',
  card: { brand: 'visa', last4: '0077' },
  payer_email: 'maja.lindqvist@example.com',
  transaction_id: 'TX8K2M4Q7R',
  submitted_at: '2026-05-22T12:27:47Z',
  has_place: true,
  next_action_url: null,
};

export const receipt: ReceiptView = {
  ...workshopOrder,
  number: 'R-2026-00412',
  transaction_id: 'TX8K2M4Q7R',
  organization: workshop,
  mode: 'sandbox',
  status: 'paid',
  refunded_amount: '0.00',
  paid_at: '2026-05-22T12:31:00Z',
  billing: workshopCheckout.billing,
  card: { brand: 'visa', last4: '4242' },
  signature: {
    value: '7mQ4xT0v2hLd9KcRpW1sYb8Ne6JfGz3A7mQ4xT0v2hLd9KcRpW1sYb8Ne6JfGz3A7mQ4xT0v2hLd9KcRpW1sYQ',
    key_id: '77ENOEJgJCZlM10kjUwduYh-OCmvgzMTCpXo5IKyE9M',
    file_url: '/api/checkout/k1.sampletoken/receipt.json',
    guide_url: '/docs#receipts-guide',
  },
  pdf_url: '/api/checkout/k1.sampletoken/receipt.pdf',
};

export const transfer: TransferAnswer = {
  status: 'waiting',
  mode: 'sandbox',
  currency: 'EUR',
  amount: '349.00',
  received_amount: '0.00',
  missing_amount: '349.00',
  on_its_way_amount: '0.00',
  to_send_amount: '349.00',
  account_name: 'Nordlicht Fotowerkstatt GmbH',
  iban: 'DE89370400440532013000',
  iban_grouped: 'DE89 3704 0044 0532 0130 00',
  bic: 'COBADEFFXXX',
  reference: 'RF88100000000422',
  reference_grouped: 'RF88 1000 0000 0422',
  qr_svg_url: 'https://pay.example/api/checkout/cht_token/transfer.svg',
  has_place: true,
  deadline_at: '2026-05-27T12:28:00Z',
  sent_at: null,
  seen_at: null,
  arrived_at: null,
  transaction_id: 'TX7B4K9M2D',
};

const nothingToSend = { to_send_amount: '0.00', qr_svg_url: null };
const said = { sent_at: '2026-05-22T13:02:00Z' };

/** Every state of a transfer that its buyer sees. */
export const transfers: Readonly<Record<TransferAnswer['status'], TransferAnswer>> = {
  waiting: transfer,
  sent: { ...transfer, ...said, status: 'sent' },
  on_its_way: {
    ...transfer,
    ...said,
    ...nothingToSend,
    status: 'on_its_way',
    on_its_way_amount: '349.00',
    seen_at: '2026-05-23T06:10:00Z',
  },
  part: {
    ...transfer,
    status: 'part',
    received_amount: '218.00',
    missing_amount: '131.00',
    to_send_amount: '131.00',
    arrived_at: '2026-05-26T07:12:00Z',
  },
  arrived: {
    ...transfer,
    ...said,
    ...nothingToSend,
    status: 'arrived',
    received_amount: '349.00',
    missing_amount: '0.00',
    has_place: false,
    arrived_at: '2026-05-26T07:12:00Z',
  },
  taken_back: {
    ...transfer,
    ...nothingToSend,
    status: 'taken_back',
    received_amount: '0.00',
    missing_amount: '349.00',
    has_place: false,
    arrived_at: '2026-05-26T07:12:00Z',
  },
};

export function transferView(
  shown: Partial<TransferAnswer> = {},
  changes: Partial<TransferView> = {},
): TransferView {
  const answer = { ...transfer, ...shown };
  return {
    token: 'cht_token',
    organization: workshop,
    mode: 'sandbox',
    order: workshopCheckout,
    transfer: answer,
    code:
      answer.to_send_amount === '0.00'
        ? null
        : epcModules('BCD\n002\n1\nSCT\n\nNordlicht\nDE89370400440532013000\nEUR349.00'),
    payer_email: 'maja.lindqvist@example.com',
    has_other_ways: true,
    place: 'kept',
    receipt_path: '/checkout/cht_token/receipt',
    ...changes,
  };
}
