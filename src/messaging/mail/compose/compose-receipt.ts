import {
  addressOn,
  type BillLine,
  type BillSum,
  type Block,
  type Fact,
  type MailFrame,
} from '#messaging/mail/blocks.ts';
import type { ComposedMail } from '#messaging/mail/mail.ts';
import { cardBrandName } from '#platform/contract/card-brands.ts';
import type { BillingAnswer } from '#platform/contract/checkouts.ts';
import { isolated } from '#platform/contract/directions.ts';
import type { UnsignedReceipt } from '#platform/contract/receipts.ts';
import { minorOf } from '#platform/kit/money.ts';
import { taxByRate } from '#platform/kit/tax.ts';
import { countryName } from '#platform/text/countries.ts';
import { formatMoment } from '#platform/text/dates.ts';
import { formatMoney, formatPercent, showMoney, showMoneyAndCode } from '#platform/text/format.ts';
import { legalInOneLine, sellerInOneLine } from '#platform/text/seller-lines.ts';
import { type Translate, translator } from '#platform/text/translate.ts';
import { compose } from './compose.ts';

/** The receipt as the API answers it, and where it can be opened: a path of this site, or its full address. */
export type ReceiptMailView = { readonly receipt: UnsignedReceipt; readonly receiptUrl: string };

/** The buyer's receipt: number, date with zone, seller, lines, tax by rate, masked card and its permanent address. */
export function composeReceipt(frame: MailFrame, { receipt, receiptUrl }: ReceiptMailView): ComposedMail {
  const text = translator(frame.locale);
  const seller = receipt.organization.name;
  const subject = text('mail.receipt.subject', { number: receipt.number, seller });
  const isTest = receipt.mode === 'sandbox';
  const amount = showMoney(receipt.total, receipt.currency, frame.locale);
  const contact = receipt.organization.branding.support_email;
  return compose(frame, text, {
    kind: 'receipt',
    subject: isTest ? text('mail.testSubject', { subject }) : subject,
    organizationName: seller,
    legalLine: legalInOneLine(receipt.organization, text),
    blocks: [
      { kind: 'heading', text: text('mail.receipt.lead', { seller, amount }) },
      ...when(isTest, { kind: 'note', text: text('mail.testNote') }),
      { kind: 'bill', lines: billLines(receipt, text), sums: billSums(receipt, text) },
      { kind: 'facts', rows: facts(receipt, text) },
      { kind: 'button', label: text('mail.receipt.button'), address: addressOn(frame, receiptUrl) },
      { kind: 'note', text: text('mail.receipt.note') },
      ...when(contact !== null, {
        kind: 'note',
        text: text('mail.receipt.contact', { email: contact ?? '' }),
      }),
    ],
  });
}

function when(condition: boolean, block: Block): Block[] {
  return condition ? [block] : [];
}

function billLines(receipt: UnsignedReceipt, text: Translate): BillLine[] {
  const isInclusive = receipt.pricing_mode === 'TAX_INCLUSIVE';
  return receipt.products.map((line) => {
    const price = showMoney(line.unit_price, receipt.currency, text.locale);
    const quantity = text('order.lineQuantity', { quantity: line.quantity, price });
    const rate = text('order.lineTax', { rate: formatPercent(line.tax_rate, text.locale) });
    return {
      name: line.name,
      detail: Number(line.tax_rate) === 0 ? quantity : `${quantity}, ${rate}`,
      amount: showMoney(isInclusive ? line.total : line.subtotal, receipt.currency, text.locale),
    };
  });
}

function billSums(receipt: UnsignedReceipt, text: Translate): BillSum[] {
  const { currency } = receipt;
  const label = receipt.pricing_mode === 'TAX_INCLUSIVE' ? 'order.includedTax' : 'order.addedTax';
  const taxes = taxesOf(receipt).map(({ rate, taxMinor }) => ({
    label: text(label, { rate: formatPercent(rate, text.locale) }),
    amount: formatMoney(taxMinor, currency, text.locale),
  }));
  const net = { label: text('order.net'), amount: showMoney(receipt.subtotal, currency, text.locale) };
  const total = {
    label: text('receipt.paid'),
    amount: showMoneyAndCode(receipt.total, currency, text.locale),
    isTotal: true,
  };
  return taxes.length > 0 ? [net, ...taxes, total] : [total];
}

/** The tax of the taxed lines by rate. */
function taxesOf({ products }: UnsignedReceipt) {
  const lines = products.map(({ tax_rate, tax }) => ({ rate: tax_rate, taxMinor: minorOf(tax) }));
  return taxByRate(lines.filter(({ rate }) => Number(rate) > 0));
}

function facts(receipt: UnsignedReceipt, text: Translate): Fact[] {
  const { organization, card } = receipt;
  const paidAt = formatMoment(new Date(receipt.paid_at), organization.time_zone, text.locale);
  const rows: (Fact | undefined)[] = [
    { label: text('mail.receipt.number'), value: receipt.number },
    { label: text('mail.receipt.paidAt'), value: paidAt },
    card
      ? {
          label: text('mail.receipt.card'),
          value: text('card.masked', { brand: cardBrandName(card.brand), last4: card.last4 }),
        }
      : undefined,
    { label: text('mail.receipt.payment'), value: receipt.transaction_id },
    {
      label: text('receipt.seller'),
      value: [
        sellerInOneLine(organization, text.locale),
        organization.tax_id && text('receipt.taxId', { id: organization.tax_id }),
        organization.website,
      ]
        .filter(Boolean)
        .join(', '),
    },
    { label: text('receipt.billedTo'), value: buyerOf(receipt.billing, text) },
  ];
  return rows.filter((row) => row !== undefined);
}

function buyerOf(billing: BillingAnswer, text: Translate): string {
  const name = [billing.first_name, billing.last_name].filter(Boolean).join(' ');
  const place = [billing.postal_code, billing.city, billing.state].filter(Boolean).join(' ');
  const taxId = billing.tax_id ? text('receipt.taxId', { id: billing.tax_id }) : null;
  const country = billing.country && countryName(billing.country, text.locale);
  const parts = [billing.company, name, taxId, billing.line1, billing.line2, place, country];
  return parts
    .filter((part) => typeof part === 'string')
    .map(isolated)
    .filter(Boolean)
    .join(', ');
}
