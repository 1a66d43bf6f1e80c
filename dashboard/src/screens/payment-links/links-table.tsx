import { Link } from '@tanstack/react-router';
import { formatDay, formatMoment } from '@/lib/dates.ts';
import { Amount } from '@/ui/amount.tsx';
import { CopyLinkIcon } from '@/ui/copy.tsx';
import { LinkStatusPill } from '@/ui/pill.tsx';
import { UsesBar } from '@/ui/places.tsx';
import { Written } from '@/ui/written.tsx';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { PaymentLinkAnswer } from '../../../../src/platform/contract/payment-links.ts';
import { minorOf, otherCurrency } from '../../../../src/platform/kit/money.ts';

type TableProps = { readonly links: readonly PaymentLinkAnswer[]; readonly zone: string };

export function LinksTable({ links, zone }: TableProps) {
  if (links.length === 0) return null;
  return (
    <table className="table links-table">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Status</th>
          <th scope="col" className="end">
            Price
          </th>
          <th scope="col">Uses</th>
          <th scope="col" className="end">
            Revenue
          </th>
          <th scope="col" className="end">
            Created
          </th>
          <th scope="col">
            <span className="screen-reader">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {links.map((link) => (
          <Row key={link.id} link={link} zone={zone} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ link, zone }: { readonly link: PaymentLinkAnswer; readonly zone: string }) {
  return (
    <tr>
      <td className="cell-name">
        <Link className="name clip" to="/payment-links/$linkId" params={{ linkId: link.id }}>
          <Written>{link.name}</Written>
        </Link>
        <span className="sub clip">{noteOf(link, zone)}</span>
      </td>
      <td className="cell-status">
        <LinkStatusPill status={link.status} />
      </td>
      <td className="cell-price end">
        <Amount value={link.total} currency={link.currency} code />
        <span className="muted narrow-only"> each</span>
      </td>
      <td className="cell-uses">
        <UsesBar link={link} />
      </td>
      <td className="cell-revenue end">
        <Revenue link={link} />
        <span className="muted narrow-only"> revenue</span>
        <span className="sub number">{link.paid_count.toLocaleString()} paid</span>
      </td>
      <td className="cell-created end muted number">{formatDay(new Date(link.created_at), zone)}</td>
      <td className="cell-copy end">
        <CopyLinkIcon url={link.url} name={link.name} />
      </td>
    </tr>
  );
}

/** In the link's currency, and in the other one when buyers chose it. */
export function Revenue({ link }: { readonly link: Pick<PaymentLinkAnswer, 'currency' | 'revenue'> }) {
  const other = otherCurrency(link.currency);
  return (
    <>
      <Amount value={link.revenue[link.currency]} currency={link.currency} />
      {minorOf(link.revenue[other]) !== 0n && (
        <>
          {' + '}
          <Amount value={link.revenue[other]} currency={other} />
        </>
      )}
    </>
  );
}

/** What one wants to know at a glance: when it ends, whether the last places are held, else what it sells. */
function noteOf(link: PaymentLinkAnswer, zone: string): string {
  if (link.expires_at && link.status === 'expired')
    return `Ended ${formatDay(new Date(link.expires_at), zone)}`;
  if (link.remaining_uses === 0 && link.status === 'active')
    return link.held === 1 ? 'The last place is held' : `The last ${link.held} places are held`;
  if (link.expires_at) return `Ends ${formatMoment(new Date(link.expires_at), zone)}`;
  const [first, ...others] = link.products;
  return others.length > 0
    ? `${isolated(first?.name ?? '')} and ${others.length} more`
    : isolated(first?.name ?? '');
}
