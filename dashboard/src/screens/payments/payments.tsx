import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { paymentLinkQuery, watchMs } from '@/api/payment-links.ts';
import { paymentsQuery } from '@/api/payments.ts';
import { currencyChoices } from '@/lib/money.ts';
import { useMode } from '@/mode.ts';
import { type PaymentsSearch, paymentFilters } from '@/search.ts';
import { Button } from '@/ui/button.tsx';
import { Empty, ReceiptArt } from '@/ui/empty.tsx';
import { ExportButton } from '@/ui/export-button.tsx';
import { Filter, SearchBox } from '@/ui/filters.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Page } from '@/ui/page.tsx';
import { Pager } from '@/ui/pager.tsx';
import { paymentStatuses } from '@/ui/pill.tsx';
import { Written } from '@/ui/written.tsx';
import { useZone } from '@/use-account.ts';
import { MoreFilters, SetFilters } from './more-filters.tsx';
import { PaymentRows } from './payment-rows.tsx';

const route = getRouteApi('/shell/payments');

const any = { value: '', label: 'any' };
const statusChoices = [
  any,
  ...Object.entries(paymentStatuses).map(([value, { word }]) => ({ value, label: word })),
];
const currencyFilter = [any, ...currencyChoices];
const createdChoices = [
  { value: '', label: 'any time' },
  { value: 'today', label: 'today' },
  { value: '7d', label: 'last 7 days' },
  { value: '30d', label: 'last 30 days' },
];

export function PaymentsScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const zone = useZone();
  const mode = useMode();
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...paymentsQuery(paymentFilters(search, zone)),
    // Newer payments appear on the first page only.
    refetchInterval: search.cursor ? false : watchMs,
  });
  const change = useCallback(
    (changes: Partial<PaymentsSearch>) =>
      void navigate({
        search: (before) => ({ ...before, cursor: undefined, ...changes }),
        replace: true,
      }),
    [navigate],
  );
  // A page of the table is a step of its own, so that Back returns to the one before.
  const turn = (cursor: string) => void navigate({ search: (before) => ({ ...before, cursor }) });
  const find = useCallback((q: string) => change({ q }), [change]);
  const { q, status, currency, created, link } = search;
  const isFiltered = Object.values(search).some(Boolean);
  if (data?.results.length === 0 && !isFiltered) {
    return (
      <Page name="Payments">
        <FirstPayment onLinks={() => void navigate({ to: '/payment-links' })} />
      </Page>
    );
  }
  return (
    <Page name="Payments">
      <search className="filters">
        <SearchBox
          name="Find payments"
          placeholder="Name, email, reference, id"
          value={q ?? ''}
          onChange={find}
        />
        <div className="chips">
          <Filter
            name="Status"
            choices={statusChoices}
            value={status ?? ''}
            onChange={(value) => change({ status: value as PaymentsSearch['status'] })}
          />
          <Filter
            name="Currency"
            choices={currencyFilter}
            value={currency ?? ''}
            onChange={(value) => change({ currency: value as PaymentsSearch['currency'] })}
          />
          <Filter
            name="Created"
            choices={createdChoices}
            value={created ?? ''}
            onChange={(value) =>
              change({ created: value as PaymentsSearch['created'], from: undefined, to: undefined })
            }
          />
          <MoreFilters search={search} onChange={change} />
          {link && <LinkChip linkId={link} onRemove={() => change({ link: undefined })} />}
          <SetFilters search={search} onChange={change} />
        </div>
        <span className="push">
          <ExportButton
            path="/api/transactions/"
            query={{ mode, ...paymentFilters(search, zone), cursor: undefined }}
            fileName="payments"
            hasWorkbook
          />
        </span>
      </search>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {(data || !error) && (
        <section className={isPlaceholderData ? 'card is-stale' : 'card'} aria-label="Payments">
          {!data && <SkeletonRows />}
          {data && data.results.length > 0 && <PaymentRows payments={data.results} zone={zone} withItems />}
          {data?.results.length === 0 && (
            <p className="nothing">
              No payment fits.{' '}
              <button
                type="button"
                className="text-button"
                onClick={() => void navigate({ to: '/payments', search: {} })}
              >
                Clear the filters
              </button>
            </p>
          )}
          {data && data.results.length > 0 && (
            <Pager page={data} noun={['payment', 'payments']} zone={zone} onTurn={turn} />
          )}
        </section>
      )}
    </Page>
  );
}

/** Shows through which link the listed payments came, and lets go of it. */
function LinkChip({ linkId, onRemove }: { readonly linkId: string; readonly onRemove: () => void }) {
  const { data } = useQuery(paymentLinkQuery(linkId));
  return (
    <span className="chip is-set">
      <span>Link</span>
      <Link to="/payment-links/$linkId" params={{ linkId }} className="clip">
        <Written>{data?.name ?? linkId.slice(0, 8)}</Written>
      </Link>
      <button type="button" aria-label="Show payments of all links" onClick={onRemove}>
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}

function FirstPayment({ onLinks }: { readonly onLinks: () => void }) {
  const isTest = useMode() === 'sandbox';
  return (
    <Empty
      title="No payments yet"
      art={<ReceiptArt />}
      actions={
        <Button look="primary" onClick={onLinks}>
          Go to payment links
        </Button>
      }
      lessons={[
        [
          'Every try is kept',
          'A declined card is listed with its reason, so that you can tell a buyer what to do.',
        ],
        ['Paid once', 'Double clicks, two tabs and lost connections never charge a buyer twice.'],
        isTest
          ? ['Try it without money', 'Open one of your links and pay with card 4242 4242 4242 4242.']
          : ['Two separate books', 'Test payments stay in the sandbox and never appear here.'],
      ]}
    >
      Everyone who pays through your links shows up here, with what they bought and how it went.
    </Empty>
  );
}
