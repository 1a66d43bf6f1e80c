import type { PaymentLinkDetail } from '@/api/types.ts';
import { formatMoney, formatRate } from '@/lib/money.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/notice.tsx';
import { useMay } from '@/use-account.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import { useDuplicate } from './link-actions.tsx';

type Change = PaymentLinkDetail['catalog_changes'][number];

/** In what the link differs from the catalog by now, and the way to a link that does not. */
export function CatalogNotice({ link }: { readonly link: PaymentLinkDetail }) {
  const duplicate = useDuplicate(link);
  const may = useMay('staff');
  const { catalog_changes: changes, currency } = link;
  // A copy needs every product, and a price for each.
  const isSold = changes.every(({ kind, now }) => kind !== 'archived' && now !== null);
  return (
    <Notice
      tone="neutral"
      title="The catalog has changed since this link was made"
      action={
        may && isSold ? (
          <Button size="small" onClick={duplicate}>
            Duplicate at today’s prices
          </Button>
        ) : undefined
      }
    >
      {changes.map((change) => (
        <span key={`${change.product_id} ${change.kind}`} className="notice-line">
          {sentenceFor(change, currency)}
        </span>
      ))}
    </Notice>
  );
}

function sentenceFor({ name, kind, was, now }: Change, currency: PaymentLinkDetail['currency']): string {
  const product = `“${isolated(name)}”`;
  switch (kind) {
    case 'unit_price':
      return now === null
        ? `${product} has no price in ${currency} any more. This link keeps ${formatMoney(was ?? '', currency)}.`
        : `${product} is now ${formatMoney(now, currency)}. This link keeps ${formatMoney(was ?? '', currency)}.`;
    case 'tax_rate':
      return `${product} now has ${formatRate(now ?? '')} tax. This link keeps ${formatRate(was ?? '')}.`;
    case 'name':
      return `${product} is now called “${isolated(now ?? '')}”. Buyers of this link read the old name.`;
    case 'archived':
      return `${product} is archived. This link still sells it; a copy cannot be made.`;
  }
}
