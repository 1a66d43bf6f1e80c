import { describe, expect, it } from 'vitest';
import { addressOn, type MailFrame, oneLine } from '#messaging/mail/blocks.ts';
import type { ComposedMail } from '#messaging/mail/mail.ts';
import type { UnsignedReceipt } from '#platform/contract/receipts.ts';
import { composeAccountChanged } from './compose-account-changed.ts';
import { composeAccountExists } from './compose-account-exists.ts';
import { composeEndpointFailing } from './compose-endpoint-failing.ts';
import { composeInvitation } from './compose-invitation.ts';
import { composeMoneyReturned } from './compose-money-returned.ts';
import { composePasswordReset } from './compose-password-reset.ts';
import { composePaymentNotice } from './compose-payment-notice.ts';
import { composeReceipt } from './compose-receipt.ts';
import { composeRefundCode } from './compose-refund-code.ts';

const frame: MailFrame = { platformName: 'Zahlwerk', publicUrl: 'https://pay.example.com', locale: 'en' };
const hostile = '<script>alert(1)</script>\r\nBcc: all@example.com';

const line = (
  name: string,
  unit: string,
  quantity: number,
  rate: string,
  sums: [string, string, string],
) => ({
  product_id: null,
  name,
  description: null,
  image_url: null,
  quantity,
  unit_price: unit,
  tax_rate: rate,
  subtotal: sums[0],
  tax: sums[1],
  total: sums[2],
});

const receipt = {
  number: '1042',
  transaction_id: 'TX01ABC',
  checkout_id: 'chk_1',
  status: 'paid',
  mode: 'live',
  organization: {
    name: 'Nordlicht',
    legal_name: null,
    address: null,
    tax_id: null,
    website: 'https://nordlicht.example/',
    time_zone: 'Europe/Berlin',
    branding: {
      logo_url: null,
      accent_color: null,
      support_email: 'help@nordlicht.example',
      terms_url: null,
    },
  },
  products: [
    line('Print', '29.99', 2, '19.000', ['50.40', '9.58', '59.98']),
    line('Book', '10.70', 1, '7.000', ['10.00', '0.70', '10.70']),
    line('Card', '1.19', 1, '19.000', ['1.00', '0.19', '1.19']),
  ],
  currency: 'EUR',
  pricing_mode: 'TAX_INCLUSIVE',
  subtotal: '61.40',
  tax: '10.47',
  total: '71.87',
  refunded_amount: '0.00',
  conversion: null,
  billing: {
    first_name: 'Maja',
    last_name: 'Lindqvist',
    email: 'maja@example.com',
    phone: null,
    country: 'DE',
    postal_code: '20359',
    line1: null,
    line2: null,
    city: 'Hamburg',
    state: null,
    company: null,
    tax_id: 'DE123',
  },
  card: { brand: 'american_express', last4: '0005' },
  paid_at: '2026-06-14T16:00:00.000Z',
} as unknown as UnsignedReceipt;

const mails: Record<string, (text: string) => ComposedMail> = {
  'password reset': (text) =>
    composePasswordReset(frame, { email: text, path: '/reset-password#token=abc', lifeSeconds: 3600 }),
  'account that exists': (text) => composeAccountExists(frame, { email: text }),
  'account that was changed': (text) =>
    composeAccountChanged(frame, {
      change: 'passkey_added',
      email: 'maja@example.com',
      passkeyName: text,
      address: '203.0.113.7',
      at: new Date('2026-06-14T16:00:00.000Z'),
      timeZone: 'Europe/Berlin',
    }),
  invitation: (text) =>
    composeInvitation(frame, {
      email: 'ida@example.com',
      organizationName: text,
      inviterName: text,
      role: 'staff',
      path: '/invitation#token=abc',
      expiresAt: new Date('2026-06-14T16:00:00.000Z'),
      timeZone: 'Europe/Berlin',
    }),
  'refund code': (text) =>
    composeRefundCode(frame, {
      organizationName: text,
      code: '493817',
      amount: '29.99',
      currency: 'EUR',
      transactionId: 'TX1',
      lifeSeconds: 600,
    }),
  receipt: (text) =>
    composeReceipt(frame, {
      receipt: {
        ...receipt,
        organization: { ...receipt.organization, name: text, legal_name: text, tax_id: text },
        products: [{ ...receipt.products[0], name: text }],
        billing: { ...receipt.billing, first_name: text, company: text },
      } as UnsignedReceipt,
      receiptUrl: 'https://pay.example.com/checkout/abc/receipt',
    }),
  'payment notice': (text) =>
    composePaymentNotice(frame, {
      seller: { ...receipt.organization, name: text, legal_name: text, time_zone: 'UTC' },
      mode: 'live',
      transactionId: 'TX1',
      grossAmount: '59.98',
      netAmount: '57.00',
      currency: 'EUR',
      payerName: text,
      payerEmail: 'maja@example.com',
      products: [{ name: text, quantity: 2 }],
      linkName: text,
      clientReferenceId: text,
      paidAt: new Date('2026-06-14T16:00:00.000Z'),
      path: '/payments/TX1',
    }),
  'endpoint failing': (text) =>
    composeEndpointFailing(frame, {
      organizationName: text,
      mode: 'live',
      url: 'https://shop.example/hooks?token=secret',
      reason: 'retries_exhausted',
      event: 'transaction.status_changed',
      error: text,
      at: new Date('2026-06-14T16:00:00.000Z'),
      timeZone: 'UTC',
      path: '/developers/webhooks',
    }),
};

describe.each(Object.entries(mails))('the mail of kind %s', (_, compose) => {
  it('escapes what people wrote, and keeps it on its line', () => {
    const mail = compose(hostile);
    expect(mail.html).not.toContain('<script');
    expect(mail.subject).not.toMatch(/[\r\n]/);
    for (const part of [mail.text, mail.html]) expect(part).not.toMatch(/^Bcc:/m);
  });

  it('links to this site only, and fetches nothing', () => {
    const { html } = compose('Nordlicht');
    const targets = [...html.matchAll(/(?:href|src|background)="([^"]*)"/g)].map(([, target]) => target);
    for (const target of targets) expect(target).toMatch(/^https:\/\/pay\.example\.com\//);
    expect(html).not.toMatch(/<(?:img|script|link|style|iframe)|url\(|@import/i);
  });

  it('bears the platform’s name, and says the same in text and HTML', () => {
    const { html, text } = compose('Nordlicht');
    expect(html).toContain('Zahlwerk');
    expect(text).toMatch(/Sent by Zahlwerk/);
    expect(`${html}${text}`).not.toMatch(/linktill|undefined|\{\w+\}/i);
    const plain = html.replaceAll('&amp;', '&').replace(/<[^>]*>/g, ' ');
    for (const word of text.match(/[\p{L}\d]{4,}/gu) ?? []) expect(plain).toContain(word);
  });
});

describe('composeReceipt', () => {
  const url = 'https://pay.example.com/checkout/abc/receipt';
  const mail = composeReceipt(frame, { receipt, receiptUrl: url });

  it('tells number, zone, seller, lines, tax by rate, masked card and the permanent address', () => {
    expect(mail.subject).toBe('Receipt 1042 from Nordlicht');
    for (const expected of [
      'Nordlicht received €71.87.',
      'Print (2 × €29.99, 19% tax): €59.98',
      'Net: €61.40\nincl. 19% tax: €9.77\nincl. 7% tax: €0.70\nPaid: €71.87 EUR',
      'Paid: 14 June 2026, 18:00 CEST',
      'Card: American Express •••• 0005',
      'Payment: TX01ABC',
      'Maja Lindqvist, Tax number DE123, 20359 Hamburg, Germany',
      url,
      'help@nordlicht.example',
    ]) {
      expect(mail.text).toContain(expected);
    }
    expect(mail.text).not.toMatch(/test/i);
  });

  it('adds tax where prices are without, and leaves it out where there is none', () => {
    const exclusive = { ...receipt, pricing_mode: 'TAX_EXCLUSIVE' } as UnsignedReceipt;
    const { text } = composeReceipt(frame, { receipt: exclusive, receiptUrl: url });
    expect(text).toContain('Print (2 × €29.99, 19% tax): €50.40');
    expect(text).toContain('plus 19% tax: €9.77');
    const [first] = receipt.products;
    const untaxed = {
      ...receipt,
      products: [{ ...first, tax_rate: '0.000', tax: '0.00' }],
    } as UnsignedReceipt;
    expect(composeReceipt(frame, { receipt: untaxed, receiptUrl: url }).text).not.toMatch(/% tax|Net:/);
  });

  it('calls the brand of the card as every page does', () => {
    const paid = { ...receipt, card: { brand: 'jcb', last4: '0505' } };
    expect(composeReceipt(frame, { receipt: paid, receiptUrl: url }).text).toContain('JCB •••• 0505');
  });

  it('cannot be mistaken for a real one in test mode', () => {
    const test = composeReceipt(frame, { receipt: { ...receipt, mode: 'sandbox' }, receiptUrl: url });
    expect(test.subject).toBe('[Test] Receipt 1042 from Nordlicht');
    expect(test.text).toContain('This was a test. No money moved.');
  });
});

describe('composeRefundCode', () => {
  it('has the code in the body and not in the subject, which shows on locked screens', () => {
    const mail = (mails['refund code'] as (text: string) => ComposedMail)('Nordlicht');
    expect(mail.subject).not.toContain('493817');
    expect(mail.text).toContain('493817');
    expect(mail.text).toContain('10 minutes');
  });
});

describe('composeEndpointFailing', () => {
  it('shows of the endpoint only the origin, since paths and queries may hold secrets', () => {
    const mail = (mails['endpoint failing'] as (text: string) => ComposedMail)('HTTP 500');
    expect(mail.text).toContain('https://shop.example was tried');
    expect(mail.text).not.toContain('secret');
  });
});

describe.each(Object.entries(mails))(
  'names in the mail %s that turn the direction of writing',
  (_name, composeWith) => {
    const marker = 'שלום';
    const mail = composeWith(`\u202e${marker}\u2069 (1) \u2067`);
    const isolate = /\u2068[^\u2066-\u2069]*\u2069/g;
    // The outer ones hold none once the inner ones are gone.
    const besidesOf = (text: string) => text.replace(isolate, '').replace(isolate, '').replace(isolate, '');

    it('turn nothing beside them in the subject and the plain part', () => {
      for (const part of [mail.subject, mail.text]) {
        expect(besidesOf(part)).not.toContain(marker);
        expect(part).not.toMatch(/[\u202a-\u202e]/);
        expect(besidesOf(part)).not.toMatch(/[\u2066-\u2069]/);
      }
    });

    it('turn nothing beside them in the page', () => {
      const besides = besidesOf(mail.html.replace(/<bdi>[^<]*<\/bdi>/g, ''));
      expect(mail.html).toContain(marker);
      expect(besides).not.toContain(marker);
      expect(besides).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    });
  },
);

describe('addressOn', () => {
  it.each(['https://evil.example/', 'https://pay.example.com.evil.example/', 'javascript:x'])(
    'refuses %s',
    (target) => {
      expect(() => addressOn(frame, target)).toThrow('PUBLIC_URL');
    },
  );

  it('makes a path an address of this site, whatever it looks like', () => {
    expect(addressOn(frame, '/a#b')).toBe('https://pay.example.com/a#b');
    expect(addressOn(frame, '//evil.example')).toBe('https://pay.example.com//evil.example');
  });
});

describe('oneLine', () => {
  it('folds breaks, and drops what turns the direction of text', () => {
    expect(oneLine(' A\r\n\tB\u202eC\u2066 ')).toBe('A B C');
  });
});

describe('money that goes back', () => {
  const view = {
    to: 'buyer',
    because: 'late',
    isTransfer: true,
    seller: receipt.organization,
    mode: 'live',
    currency: 'EUR',
    amount: '40.00',
    payer: hostile,
    transactionId: 'TX01ABC',
    path: '/checkout/token',
  } as const;

  it('says why, how and when, whom to ask, and that nothing is owed', () => {
    const { subject, text } = composeMoneyReturned(frame, view);
    expect(subject).toBe('€40.00 goes back to you');
    for (const part of [
      'Nordlicht gives €40.00 back to you',
      'arrived after the checkout had closed, and no place was left',
      'by transfer to the account that it came from',
      'TX01ABC',
      'help@nordlicht.example',
      'https://pay.example.com/checkout/token',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('Test mode');
  });

  it.each([
    [{ because: 'excess' }, 'What you bought stays yours'],
    [{ because: 'nothing_sold' }, 'Nothing was bought'],
    [{ isTransfer: false }, 'back the way it came'],
    [{ mode: 'sandbox' }, 'Test mode. No money moves.'],
    [{ to: 'merchant' }, 'Refunds to send'],
    [{ to: 'merchant', isTransfer: false }, 'There is nothing to do'],
  ] as const)('%j says so', (changes, words) => {
    expect(composeMoneyReturned(frame, { ...view, ...changes }).text).toContain(words);
  });

  it('lets no name of a payer write a header or a tag', () => {
    const mail = composeMoneyReturned(frame, { ...view, to: 'merchant' });
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toContain('<script>');
  });
});
