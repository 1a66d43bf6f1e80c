import type { PaymentLinkCreate } from '#platform/contract/payment-links.ts';
import type { ProductCreate } from '#platform/contract/products.ts';

/** The shop that a first start shows. Its address is one that can never get mail (RFC 2606). */
export const demoOwner = {
  organization_name: 'Nordlicht Fotowerkstatt',
  name: 'Maja Berg',
  email: 'maja@nordlicht.example',
} as const;

export const demoProducts = {
  workshop: {
    name: 'Darkroom workshop, one day',
    description: 'Develop your own film and print it. Eight people, all material included.',
    prices: { EUR: '149.00', USD: '165.00' },
    tax_rate: '19',
  },
  book: {
    name: 'Northern Light, photo book',
    description: '128 pages, thread-sewn, numbered and signed.',
    prices: { EUR: '48.00', USD: '54.00' },
    tax_rate: '7',
  },
  voucher: {
    name: 'Gift voucher',
    description: 'For any print or workshop; good for three years.',
    prices: { EUR: '50.00', USD: '50.00' },
    tax_rate: '0',
  },
} as const satisfies Record<string, ProductCreate>;

type DemoLink = Omit<PaymentLinkCreate, 'products' | 'expires_at'> & {
  readonly products: readonly { readonly key: keyof typeof demoProducts; readonly quantity: number }[];
  readonly expiresInDays?: number;
};

export const demoLinks: readonly DemoLink[] = [
  {
    name: 'Book and voucher, on every flyer',
    currency: 'EUR',
    products: [
      { key: 'book', quantity: 1 },
      { key: 'voucher', quantity: 2 },
    ],
  },
  {
    name: 'Darkroom workshop, eight places',
    currency: 'EUR',
    products: [{ key: 'workshop', quantity: 1 }],
    max_uses: 8,
    expiresInDays: 30,
  },
];
