import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { deliveryQuery, endpointQuery } from '@/api/webhooks.ts';
import { deliveryStatuses } from '@/lib/event-words.ts';
import { useMode } from '@/mode.ts';
import type { DevelopersSearch } from '@/search.ts';
import { Empty, LinkArt } from '@/ui/empty.tsx';
import { Filter } from '@/ui/filters.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { Pager } from '@/ui/pager.tsx';
import { useZone } from '@/use-account.ts';
import { DeliveryDetail } from './delivery-detail.tsx';
import { useDeliveries } from './delivery-list.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { eventChoices, useLogSearch } from './use-log-search.ts';

const statusChoices = [
  { value: '', label: 'any' },
  ...Object.entries(deliveryStatuses).map(([value, label]) => ({ value, label })),
];
/** The log of what was sent to the endpoint of the mode, or will be. */
export function DeliveriesSection() {
  const { search, change, turn, clear } = useLogSearch();
  const zone = useZone();
  const { status, event, transaction, of, open, cursor } = search;
  const { data, error, refetch, isPlaceholderData } = useDeliveries({
    status,
    event,
    transaction,
    event_id: of,
    cursor,
  });
  const isFiltered = Boolean(status || event || transaction || of || cursor);
  if (data?.results.length === 0 && !isFiltered) return <NoDeliveries />;
  const isListed = data?.results.some(({ id }) => id === open) ?? true;
  return (
    <>
      {open && !isListed && <OpenAlone id={open} />}
      <section className={isPlaceholderData ? 'card is-stale' : 'card'} aria-labelledby="deliveries-heading">
        <div className="card-head">
          <h2 id="deliveries-heading">Deliveries</h2>
          <search className="chips">
            {transaction && (
              <OnlyChip
                name="Payment"
                value={transaction}
                onRemove={() => change({ transaction: undefined })}
              />
            )}
            {of && <OnlyChip name="Event" value={of} onRemove={() => change({ of: undefined })} />}
            <Filter
              name="Result"
              choices={statusChoices}
              value={status ?? ''}
              onChange={(value) => change({ status: value as DevelopersSearch['status'] })}
            />
            <Filter
              name="Event"
              choices={eventChoices}
              value={event ?? ''}
              onChange={(value) => change({ event: value as DevelopersSearch['event'] })}
            />
          </search>
        </div>
        {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows />)}
        {data?.results.length === 0 && (
          <p className="nothing">
            No delivery fits.{' '}
            <button type="button" className="text-button" onClick={clear}>
              Clear the filters
            </button>
          </p>
        )}
        {data && data.results.length > 0 && (
          <>
            <DeliveryTable
              deliveries={data.results}
              zone={zone}
              search={search}
              openId={open}
              detail={(delivery) => <DeliveryDetail delivery={delivery} />}
            />
            <Pager
              page={data}
              noun={['delivery', 'deliveries']}
              zone={zone}
              onTurn={turn}
              note="Kept for 30 days."
            />
          </>
        )}
      </section>
    </>
  );
}

/** One that an address names, and that is not on this page of the list. */
function OpenAlone({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery(deliveryQuery(id));
  return (
    <Card title={data ? data.event : 'Delivery'}>
      {data && <DeliveryDetail delivery={data} />}
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={2} />)}
    </Card>
  );
}

type ChipProps = { readonly name: string; readonly value: string; readonly onRemove: () => void };

function OnlyChip({ name, value, onRemove }: ChipProps) {
  return (
    <span className="chip is-set">
      <span>{name}</span>
      <span className="mono clip" title={value}>
        {value.slice(-8)}
      </span>
      <button type="button" aria-label={`Show deliveries of every ${name.toLowerCase()}`} onClick={onRemove}>
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}

function NoDeliveries() {
  const mode = useMode();
  const { data: endpoint } = useQuery(endpointQuery());
  const isSet = endpoint?.url != null;
  return (
    <Empty
      title="Nothing was sent yet"
      art={<LinkArt />}
      actions={
        <Link
          to="/developers/$section"
          params={{ section: 'webhook' }}
          className="button button-primary button-normal"
        >
          {isSet ? 'Go to the webhook' : 'Set a webhook'}
        </Link>
      }
      lessons={[
        ['Every try is kept', 'What was sent, what your server answered and how long it took, for 30 days.'],
        ['Nothing is lost', 'What fails is tried again for three days, and can be resent afterwards.'],
        mode === 'sandbox'
          ? [
              'Try it without money',
              'Send a test event, or pay one of your links with card 4242 4242 4242 4242.',
            ]
          : ['Two separate books', 'What the sandbox sends never appears here.'],
      ]}
    >
      {isSet
        ? 'The next payment, refund or change of a link is sent to your server, and shows up here.'
        : 'Set the address of your server, and it hears about every payment. What was sent shows up here.'}
    </Empty>
  );
}
