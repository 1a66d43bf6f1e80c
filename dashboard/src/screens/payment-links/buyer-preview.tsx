import { formatMoney, formatRate } from '@/lib/money.ts';
import { Amount } from '@/ui/amount.tsx';
import { Mark } from '@/ui/mark.tsx';
import { Written } from '@/ui/written.tsx';
import { useAccount } from '@/use-account.ts';
import { formatAmount } from '../../../../src/platform/kit/money.ts';
import { type PricingMode, taxByRate } from '../../../../src/platform/kit/tax.ts';
import type { DraftTotals, LinkDraft } from './link-draft.ts';

const totalNotes: Readonly<Record<PricingMode, string>> = {
  TAX_INCLUSIVE: 'Total, tax included',
  TAX_EXCLUSIVE: 'Total, tax added',
};

type PreviewProps = { readonly draft: LinkDraft; readonly totals: DraftTotals };

/** The buyer's page in small, from the catalog as it is now. */
export function BuyerPreview({ draft, totals }: PreviewProps) {
  const { organization } = useAccount();
  const { currency, pricingMode } = draft;
  const { lines, sums } = totals;
  const total = formatAmount(sums.totalMinor);
  const prefix = pricingMode === 'TAX_INCLUSIVE' ? 'incl.' : 'plus';
  return (
    <aside className="maker-side" aria-label="What buyers see">
      <h2>What buyers see</h2>
      <div className="device">
        <div className="device-order">
          <p className="seller">
            <Mark name={organization.name} logoUrl={organization.branding.logo_url} />
            <span className="clip">
              <b>
                <Written>{organization.name}</Written>
              </b>
              {organization.website && <span className="sub clip">{hostOf(organization.website)}</span>}
            </span>
          </p>
          <p className="muted">{sums.taxMinor > 0n ? totalNotes[pricingMode] : 'Total'}</p>
          <p className="device-amount">
            <Amount value={total} currency={currency} code />
          </p>
          {lines.length === 0 && <p className="device-empty">What you add appears here.</p>}
          <ul>
            {lines.map((line) => (
              <li key={line.product.id}>
                <span>
                  <Written>{line.product.name}</Written>
                  {line.quantity > 1 && (
                    <span className="sub number">
                      {line.quantity.toLocaleString()} × {formatMoney(line.unitPrice, currency)}
                    </span>
                  )}
                </span>
                <Amount value={formatAmount(lineMinor(line, pricingMode))} currency={currency} />
              </li>
            ))}
          </ul>
          {lines.length > 0 && (
            <dl className="sums">
              <div>
                <dt>Net</dt>
                <dd>
                  <Amount value={formatAmount(sums.subtotalMinor)} currency={currency} />
                </dd>
              </div>
              {taxByRate(lines).map(({ rate, taxMinor }) => (
                <div key={rate}>
                  <dt>
                    {prefix} {formatRate(rate)} tax
                  </dt>
                  <dd>
                    <Amount value={formatAmount(taxMinor)} currency={currency} />
                  </dd>
                </div>
              ))}
              <div className="sums-total">
                <dt>Total</dt>
                <dd>
                  <Amount value={total} currency={currency} code />
                </dd>
              </div>
            </dl>
          )}
        </div>
        <div className="device-form" aria-hidden="true">
          <b>Your details</b>
          <span className="ghost">Email</span>
          <span className="pair">
            <span className="ghost">First name</span>
            <span className="ghost">Last name</span>
          </span>
          <span className="button button-primary button-normal button-wide">
            {lines.length > 0 ? `Continue to pay ${formatMoney(total, currency)}` : 'Continue'}
          </span>
        </div>
      </div>
      <p className="hint">The server computes the totals again, to the cent, when the link is made.</p>
    </aside>
  );
}

/** What a line costs as it is priced: with tax where prices hold it, else without. */
function lineMinor(line: DraftTotals['lines'][number], pricingMode: PricingMode): bigint {
  return pricingMode === 'TAX_INCLUSIVE' ? line.totalMinor : line.subtotalMinor;
}

function hostOf(website: string): string {
  return URL.canParse(website) ? new URL(website).host : website;
}
