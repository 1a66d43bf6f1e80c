import type { OrganizationPatch } from '#platform/contract/organizations.ts';
import type { PaymentLinkCreate } from '#platform/contract/payment-links.ts';
import type { ProductCreate } from '#platform/contract/products.ts';

/** The shop that a first start shows. Its address is one that can never get mail (RFC 2606). */
export const demoOwner = {
  organization_name: 'Nordlicht Fotowerkstatt',
  name: 'Maja Berg',
  email: 'maja@nordlicht.example',
} as const;

/** One currency and one zone for everything that the demo shows, so that no screen is empty for want of the other. */
const demoCurrency = 'EUR';
export const demoSettings = {
  default_currency: demoCurrency,
  time_zone: 'Europe/Berlin',
} as const satisfies OrganizationPatch;

export const demoProducts = {
  workshop: {
    name: 'Darkroom workshop, one day',
    description: 'Develop your own film and print it. Eight people, all material included.',
    prices: { EUR: '149.00' },
    tax_rate: '19',
  },
  book: {
    name: 'Northern Light, photo book',
    description: '128 pages, thread-sewn, numbered and signed.',
    prices: { EUR: '48.00' },
    tax_rate: '7',
  },
  voucher: {
    name: 'Gift voucher',
    description: 'For any print or workshop; good for three years.',
    prices: { EUR: '50.00' },
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
    currency: demoCurrency,
    products: [
      { key: 'book', quantity: 1 },
      { key: 'voucher', quantity: 2 },
    ],
  },
  {
    name: 'Darkroom workshop, eight places',
    currency: demoCurrency,
    products: [{ key: 'workshop', quantity: 1 }],
    max_uses: 8,
    expiresInDays: 30,
  },
];

/** How long the shop is open when it is first looked at. */
export const demoAgeDays = 8;

/** A payment of the link at this place in `demoLinks`, begun this many minutes after midnight of the shop. */
type DemoPayment = { readonly link: number; readonly minute: number };

/** The sample payments of the week before, day by day; three places of the workshop are left for whoever tries it. */
export const demoDays: readonly { readonly daysAgo: number; readonly payments: readonly DemoPayment[] }[] = [
  { daysAgo: 7, payments: at([0, 562], [1, 1_124]) },
  { daysAgo: 6, payments: at([0, 641], [0, 905], [1, 1_210]) },
  { daysAgo: 5, payments: at([0, 730]) },
  { daysAgo: 4, payments: at([1, 518], [0, 822], [0, 1_047], [0, 1_275]) },
  { daysAgo: 3, payments: at([0, 690], [1, 1_168]) },
  { daysAgo: 2, payments: at([0, 585], [0, 777], [0, 1_005], [0, 1_140], [0, 1_302]) },
  { daysAgo: 1, payments: at([0, 610], [0, 954], [1, 1_088]) },
];

/** How many people opened the link for one who paid. */
export const viewsOfPaid = 5;

function at(...payments: readonly (readonly [link: number, minute: number])[]): DemoPayment[] {
  return payments.map(([link, minute]) => ({ link, minute }));
}
