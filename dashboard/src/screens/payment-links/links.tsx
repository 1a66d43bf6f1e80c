import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { paymentLinksQuery } from '@/api/payment-links.ts';
import { currencyChoices } from '@/lib/money.ts';
import { useMode } from '@/mode.ts';
import { type LinksSearch, linkFilters } from '@/search.ts';
import { Button } from '@/ui/button.tsx';
import { Empty, LinkArt } from '@/ui/empty.tsx';
import { ExportButton } from '@/ui/export-button.tsx';
import { CreatedFilter, Filter, SearchBox } from '@/ui/filters.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Page } from '@/ui/page.tsx';
import { Pager } from '@/ui/pager.tsx';
import { linkStatuses } from '@/ui/pill.tsx';
import { useMay, useZone } from '@/use-account.ts';
import type { LinkSort } from '../../../../src/platform/contract/payment-links.ts';
import { BulkBar } from './bulk-bar.tsx';
import { LinksTable } from './links-table.tsx';
import { useBulkChange } from './use-bulk-change.ts';
import { useSelection } from './use-selection.ts';

const route = getRouteApi('/shell/payment-links');

const statusChoices = [
  { value: '', label: 'not deleted' },
  ...Object.entries(linkStatuses).map(([value, { word }]) => ({ value, label: word })),
];
/** In the order in which they are offered; the first is that of a list without one. */
const linkSortWords = {
  '-created_at': 'newest first',
  created_at: 'oldest first',
  name: 'name, A to Z',
  '-name': 'name, Z to A',
  '-revenue': 'most revenue',
  revenue: 'least revenue',
  '-paid_count': 'most paid',
  paid_count: 'least paid',
  expires_at: 'ends first',
  '-expires_at': 'ends last',
  remaining_uses: 'fewest uses left',
  '-remaining_uses': 'most uses left',
} as const satisfies Record<LinkSort, string>;

const sortChoices = Object.entries(linkSortWords).map(([value, label]) => ({
  value: value === '-created_at' ? '' : value,
  label,
}));
const currencyFilter = [{ value: '', label: 'any' }, ...currencyChoices];

export function LinksScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const zone = useZone();
  const may = useMay('staff');
  const mode = useMode();
  const filters = linkFilters(search, zone);
  const { data, error, refetch, isPlaceholderData } = useQuery(paymentLinksQuery(filters));
  const selection = useSelection(data?.results ?? []);
  const bulk = useBulkChange();
  const sort = search.sort ?? '-created_at';
  const change = useCallback(
    (changes: Partial<LinksSearch>) =>
      void navigate({
        search: (before) => ({ ...before, cursor: undefined, ...changes }),
        replace: true,
      }),
    [navigate],
  );
  // A page of the table is a step of its own, so that Back returns to the one before.
  const turn = (cursor: string) => void navigate({ search: (before) => ({ ...before, cursor }) });
  const find = useCallback((q: string) => change({ q }), [change]);
  const { q, status, currency, created, cursor } = search;
  const isFiltered = Boolean(q || status || currency || created || cursor);
  const sortBy = (next: string) =>
    change({ sort: next === '-created_at' ? undefined : (next as LinksSearch['sort']) });
  const isFirstTime = data?.results.length === 0 && !isFiltered;
  const newLink = () => void navigate({ to: '/payment-links/new' });
  if (isFirstTime) {
    return (
      <Page name="Payment links">
        <FirstLink may={may} onNew={newLink} onProduct={() => void navigate({ to: '/products' })} />
      </Page>
    );
  }
  return (
    <Page
      name="Payment links"
      tools={
        may && (
          <Button look="primary" icon="plus" shortcut="C" onClick={newLink}>
            New link
          </Button>
        )
      }
    >
      <search className="filters">
        <SearchBox
          name="Find links"
          placeholder="Find by name, product, id"
          value={q ?? ''}
          onChange={find}
        />
        <div className="chips">
          <Filter
            name="Status"
            choices={statusChoices}
            value={status ?? ''}
            onChange={(value) => change({ status: value as LinksSearch['status'] })}
          />
          <Filter
            name="Currency"
            choices={currencyFilter}
            value={currency ?? ''}
            onChange={(value) => change({ currency: value as LinksSearch['currency'] })}
          />
          <CreatedFilter value={search} onChange={(value) => change(value as Partial<LinksSearch>)} />
          <Filter
            name="Sort"
            choices={sortChoices}
            value={sort === '-created_at' ? '' : sort}
            onChange={(value) => sortBy(value || '-created_at')}
          />
        </div>
        <span className="push">
          <ExportButton
            path="/api/payment-links/"
            query={{ mode, ...filters, cursor: undefined, sort: undefined }}
            fileName="payment-links"
          />
        </span>
      </search>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!error && (
        <section className={isPlaceholderData ? 'card is-stale' : 'card'} aria-label="Payment links">
          {may && <BulkBar chosen={selection.chosen} bulk={bulk} onClear={selection.clear} />}
          {data ? (
            <LinksTable
              links={data.results}
              zone={zone}
              sort={sort}
              onSort={sortBy}
              {...(may ? { selection } : {})}
            />
          ) : (
            <SkeletonRows />
          )}
          {data?.results.length === 0 && (
            <p className="nothing">
              No link fits.{' '}
              <button
                type="button"
                className="text-button"
                onClick={() =>
                  void navigate({ to: '/payment-links', search: search.sort ? { sort: search.sort } : {} })
                }
              >
                Clear the filters
              </button>
            </p>
          )}
          {data && data.results.length > 0 && (
            <Pager
              page={data}
              noun={['link', 'links']}
              zone={zone}
              onTurn={turn}
              {...(search.sort ? { ways: ['Previous', 'Next'] as const } : {})}
            />
          )}
        </section>
      )}
    </Page>
  );
}

type FirstLinkProps = { readonly may: boolean; readonly onNew: () => void; readonly onProduct: () => void };

function FirstLink({ may, onNew, onProduct }: FirstLinkProps) {
  const isTest = useMode() === 'sandbox';
  return (
    <Empty
      title="No payment links yet"
      art={<LinkArt />}
      actions={
        may ? (
          <>
            <Button look="primary" icon="plus" shortcut="C" onClick={onNew}>
              New link
            </Button>
            <Button onClick={onProduct}>Add a product first</Button>
          </>
        ) : (
          <span className="hint">Staff, admins and owners can make one.</span>
        )
      }
      lessons={[
        [
          'A price that holds',
          'A link keeps the price it was made with. Later catalog changes never alter it.',
        ],
        [
          'Only as many as you have',
          'Set a number of uses. A place is held while someone pays and comes back if they do not.',
        ],
        isTest
          ? [
              'Try it without money',
              'You are in the sandbox: pay your own link with card 4242 4242 4242 4242.',
            ]
          : ['Real money', 'Whoever pays a live link is charged. Try a link in the sandbox first.'],
      ]}
    >
      Pick what you sell, share one address, and see who paid. The first one takes about a minute.
    </Empty>
  );
}
