import { Link } from '@tanstack/react-router';
import { formatDay, formatMoment } from '@/lib/dates.ts';
import { numberLocale } from '@/lib/locale.ts';
import { Amount } from '@/ui/amount.tsx';
import { CopyLinkIcon } from '@/ui/copy.tsx';
import { LinkStatusPill } from '@/ui/pill.tsx';
import { UsesBar } from '@/ui/places.tsx';
import { SortHeader } from '@/ui/sort-header.tsx';
import { Written } from '@/ui/written.tsx';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { PaymentLinkAnswer } from '../../../../src/platform/contract/payment-links.ts';
import { minorOf, otherCurrency } from '../../../../src/platform/kit/money.ts';
import type { Selection } from './use-selection.ts';

type TableProps = {
  readonly links: readonly PaymentLinkAnswer[];
  readonly zone: string;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  /** Left out where nothing can be done with more than one. */
  readonly selection?: Selection<PaymentLinkAnswer>;
};

export function LinksTable({ links, zone, sort, onSort, selection }: TableProps) {
  if (links.length === 0) return null;
  const chosen = selection?.chosen.length ?? 0;
  return (
    <table className={selection ? 'table links-table has-ticks' : 'table links-table'}>
      <thead>
        <tr>
          {selection && (
            <th scope="col" className="cell-tick">
              <input
                type="checkbox"
                aria-label="Select all on this page"
                checked={chosen === links.length}
                ref={(box) => {
                  if (box) box.indeterminate = chosen > 0 && chosen < links.length;
                }}
                onChange={selection.toggleAll}
              />
            </th>
          )}
          <SortHeader sortKey="name" sort={sort} onSort={onSort}>
            Name
          </SortHeader>
          <th scope="col">Status</th>
          <th scope="col" className="end">
            Price
          </th>
          <SortHeader sortKey="remaining_uses" sort={sort} onSort={onSort}>
            Uses
          </SortHeader>
          <SortHeader sortKey="revenue" sort={sort} onSort={onSort} isDownFirst end>
            Revenue, conversion
          </SortHeader>
          <SortHeader sortKey="created_at" sort={sort} onSort={onSort} isDownFirst end>
            Created
          </SortHeader>
          <th scope="col">
            <span className="screen-reader">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {links.map((link) => (
          <Row key={link.id} link={link} zone={zone} selection={selection} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = {
  readonly link: PaymentLinkAnswer;
  readonly zone: string;
  readonly selection: Selection<PaymentLinkAnswer> | undefined;
};

function Row({ link, zone, selection }: RowProps) {
  const isChosen = selection?.has(link.id) ?? false;
  return (
    <tr className={isChosen ? 'is-chosen' : undefined}>
      {selection && (
        <td className="cell-tick">
          <input
            type="checkbox"
            aria-label={`Select ${isolated(link.name)}`}
            checked={isChosen}
            onChange={(event) =>
              selection.toggle(
                link.id,
                (event.nativeEvent as unknown as { shiftKey?: boolean }).shiftKey === true,
              )
            }
          />
        </td>
      )}
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
        <span className="sub number">{conversionOf(link)}</span>
      </td>
      <td className="cell-created end muted number">{formatDay(new Date(link.created_at), zone)}</td>
      <td className="cell-copy end">
        <CopyLinkIcon url={link.url} name={link.name} />
      </td>
    </tr>
  );
}

/** `11 paid, 31.4%`: how many paid, and how many of those who looked. */
function conversionOf({ paid_count: paid, views }: PaymentLinkAnswer): string {
  const count = `${paid.toLocaleString(numberLocale)} paid`;
  return views === 0 ? count : `${count}, ${(100 * Math.min(1, paid / views)).toFixed(1)}%`;
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
