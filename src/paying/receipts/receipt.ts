import type { SellerAnswer } from '#platform/contract/checkouts.ts';
import type { SellerAddress } from '#platform/contract/organizations.ts';
import type { UnsignedReceipt } from '#platform/contract/receipts.ts';
import { formatAmount, minorOf } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';

type Sums = { readonly subtotal: string; readonly tax: string; readonly total: string };

export type ReceiptLine = Sums & {
  readonly name: string;
  readonly quantity: number;
  readonly unit_price: string;
  readonly tax_rate: string;
};

/**
 * What a receipt says, and what is signed of it. It is fixed when the receipt is issued, and holds only what stays
 * readable for good: no mail address, no street, no phone, no refund, and not the receipt's own address, which opens it.
 */
export type ReceiptDocument = Sums &
  Pick<UnsignedReceipt, 'number' | 'mode' | 'transaction_id' | 'checkout_id' | 'currency' | 'pricing_mode'> &
  Pick<UnsignedReceipt, 'conversion' | 'card'> & {
    readonly type: 'receipt';
    /** 2 since receipts say who sells in law; one that was issued before stays as it was signed. */
    readonly version: 1 | 2;
    /** Says on a test receipt that it is one. */
    readonly notice: string | null;
    readonly issuer: Issuer;
    /** RFC 3339 in UTC; `time_zone` is the seller's. */
    readonly paid_at: string;
    readonly time_zone: string;
    readonly seller: SignedSeller;
    readonly buyer: {
      readonly name: string;
      readonly company: string | null;
      readonly tax_id: string | null;
      readonly country: string | null;
    };
    readonly lines: readonly ReceiptLine[];
    /** Only on a receipt whose buyer asked to be forgotten: since when it does not name them. */
    readonly redacted_at?: string;
    /** One entry a rate, in the order in which the rates first appear. */
    readonly taxes: readonly (Sums & { readonly tax_rate: string })[];
  };

/** What stood when the payment succeeded. Version 1 had name and website only. */
export type SignedSeller = Pick<SellerAnswer, 'name' | 'website'> &
  Partial<Pick<SellerAnswer, 'legal_name' | 'address' | 'tax_id'>>;

/** The site that signs. */
export type Issuer = { readonly name: string; readonly url: string };

const testNotice = 'TEST – no money moved';

/** What the receipt of a payment says. The order of the fields here is their order in the signed text. */
export function composeDocument(receipt: UnsignedReceipt, issuer: Issuer): ReceiptDocument {
  const { organization, billing } = receipt;
  return {
    type: 'receipt',
    version: 2,
    notice: receipt.mode === 'sandbox' ? testNotice : null,
    issuer: { name: issuer.name, url: issuer.url },
    number: receipt.number,
    mode: receipt.mode,
    transaction_id: receipt.transaction_id,
    checkout_id: receipt.checkout_id,
    paid_at: receipt.paid_at,
    time_zone: organization.time_zone,
    seller: {
      name: organization.name,
      website: organization.website,
      legal_name: organization.legal_name,
      address: organization.address && inOrder(organization.address),
      tax_id: organization.tax_id,
    },
    buyer: {
      name: [billing.first_name, billing.last_name].filter(Boolean).join(' '),
      company: billing.company,
      tax_id: billing.tax_id,
      country: billing.country,
    },
    currency: receipt.currency,
    pricing_mode: receipt.pricing_mode,
    lines: receipt.products.map(({ name, quantity, unit_price, tax_rate, subtotal, tax, total }) => ({
      name,
      quantity,
      unit_price,
      tax_rate,
      subtotal,
      tax,
      total,
    })),
    taxes: taxesOf(receipt.products),
    subtotal: receipt.subtotal,
    tax: receipt.tax,
    total: receipt.total,
    conversion: receipt.conversion,
    card: receipt.card,
  };
}

/** A database keeps the parts of an address in an order of its own. */
function inOrder({ line1, line2, city, postal_code, state, country }: SellerAddress): SellerAddress {
  return { line1, line2, city, postal_code, state, country };
}

/** The seller as a receipt names it, with what its version left out. */
export function sellerOf({
  seller,
  time_zone,
}: Pick<ReceiptDocument, 'seller' | 'time_zone'>): Omit<SellerAnswer, 'branding'> {
  return { legal_name: null, address: null, tax_id: null, ...seller, time_zone };
}

function taxesOf(lines: readonly ReceiptLine[]): ReceiptDocument['taxes'] {
  const rates = [...new Set(lines.map(({ tax_rate }) => tax_rate))];
  return rates.map((rate) => {
    const taxed = lines.filter(({ tax_rate }) => tax_rate === rate);
    const sum = (part: keyof Sums) =>
      formatAmount(taxed.reduce((total, line) => total + minorOf(line[part]), 0n));
    return { tax_rate: rate, subtotal: sum('subtotal'), tax: sum('tax'), total: sum('total') };
  });
}

/** What stands in the place of the name of a buyer who was taken out. */
const redactedName = '[redacted]';

/** The same receipt without its buyer and their card; all that the books need stays, the country too. */
export function redacted(document: ReceiptDocument, now: Date): ReceiptDocument {
  const buyer = { name: redactedName, company: null, tax_id: null, country: document.buyer.country };
  return { ...document, buyer, card: null, redacted_at: formatInstant(now) };
}

/** The text that is signed. */
export function writeDocument(document: ReceiptDocument): string {
  return JSON.stringify(document);
}

/** Reads what `writeDocument` wrote and a store kept. */
export function readDocument(text: string): ReceiptDocument {
  return JSON.parse(text) as ReceiptDocument;
}
