import { assert } from '#platform/kit/assert.ts';
import { type Currency, currencies } from '#platform/kit/money.ts';
import type { SnapshotLine } from './payment-link.ts';

type StoredLine = {
  readonly product_id: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly image_url: string | null;
  readonly quantity: number;
  readonly unit_prices: Readonly<Partial<Record<Currency, string>>>;
  readonly tax_rate: number;
};

/** Lines as JSON text for a `jsonb` column; minor units are text there, because JSON numbers are floats. */
export function encodeLines(lines: readonly SnapshotLine[]): string {
  const stored = lines.map(
    (line): StoredLine => ({
      product_id: line.productId,
      name: line.name,
      description: line.description,
      image_url: line.imageUrl,
      quantity: line.quantity,
      unit_prices: mapPrices(line.unitPrices, String),
      tax_rate: line.taxRate,
    }),
  );
  return JSON.stringify(stored);
}

/** Reads what `encodeLines` wrote, as text or as the database driver has parsed it. */
export function decodeLines(stored: unknown): SnapshotLine[] {
  const lines: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored;
  assert(Array.isArray(lines), 'Stored lines must be a list.');
  return (lines as StoredLine[]).map((line) => ({
    productId: line.product_id,
    name: line.name,
    description: line.description,
    imageUrl: line.image_url,
    quantity: line.quantity,
    unitPrices: mapPrices(line.unit_prices, BigInt),
    taxRate: line.tax_rate,
  }));
}

function mapPrices<From, To>(
  prices: Readonly<Partial<Record<Currency, From>>>,
  convert: (price: From) => To,
): Partial<Record<Currency, To>> {
  const converted: Partial<Record<Currency, To>> = {};
  for (const currency of currencies) {
    const price = prices[currency];
    if (price !== undefined) converted[currency] = convert(price);
  }
  return converted;
}
