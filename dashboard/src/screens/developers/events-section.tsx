import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, useCallback } from 'react';
import { eventQuery, eventsQuery } from '@/api/events.ts';
import { watchMs } from '@/api/payment-links.ts';
import { readableJson } from '@/lib/event-words.ts';
import { useMode } from '@/mode.ts';
import type { DevelopersSearch } from '@/search.ts';
import { CodeBlock } from '@/ui/code-block.tsx';
import { Empty, LinkArt } from '@/ui/empty.tsx';
import { Filter, SearchBox } from '@/ui/filters.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { Pager } from '@/ui/pager.tsx';
import { useZone } from '@/use-account.ts';
import type { EventAnswer } from '../../../../src/platform/contract/events.ts';
import { DeliveryList } from './delivery-list.tsx';
import { About, When } from './delivery-table.tsx';
import { eventChoices, useLogSearch } from './use-log-search.ts';

/** Everything that was told, newest first, whether or not a server listened. */
export function EventsSection() {
  const { search, change, turn, clear } = useLogSearch();
  const zone = useZone();
  useMode();
  const { q, event, open, cursor } = search;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...eventsQuery({ q, event, cursor }),
    // Newer events appear on the first page only.
    refetchInterval: cursor ? false : watchMs,
  });
  const find = useCallback((text: string) => change({ q: text }), [change]);
  const isFiltered = Boolean(q || event || cursor);
  if (data?.results.length === 0 && !isFiltered) return <NoEvents />;
  const isListed = data?.results.some(({ id }) => id === open) ?? true;
  return (
    <>
      <search className="filters">
        <SearchBox
          name="Find events"
          placeholder="Id, email, name, any text"
          value={q ?? ''}
          onChange={find}
        />
        <div className="chips">
          <Filter
            name="Event"
            choices={eventChoices}
            value={event ?? ''}
            onChange={(value) => change({ event: value as DevelopersSearch['event'] })}
          />
        </div>
      </search>
      {open && !isListed && <OpenAlone id={open} />}
      <section className={isPlaceholderData ? 'card is-stale' : 'card'} aria-label="Events">
        {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows />)}
        {data?.results.length === 0 && (
          <p className="nothing">
            No event fits. Text is looked for in the 5,000 newest events.{' '}
            <button type="button" className="text-button" onClick={clear}>
              Clear the filters
            </button>
          </p>
        )}
        {data && data.results.length > 0 && (
          <>
            <EventTable events={data.results} zone={zone} search={search} />
            <Pager page={data} noun={['event', 'events']} zone={zone} onTurn={turn} />
          </>
        )}
      </section>
    </>
  );
}

type TableProps = {
  readonly events: readonly EventAnswer[];
  readonly zone: string;
  readonly search: DevelopersSearch;
};

/** Events by type, which is the link to what they say. */
function EventTable({ events, zone, search }: TableProps) {
  return (
    <table className="table events-table">
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">About</th>
          <th scope="col" className="end">
            Position
          </th>
          <th scope="col" className="end">
            Written
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => {
          const isOpen = event.id === search.open;
          return (
            <Fragment key={event.id}>
              <tr className={isOpen ? 'is-open' : undefined}>
                <td className="cell-event">
                  <Link
                    className="mono"
                    to="/developers/$section"
                    params={{ section: 'events' }}
                    search={{ ...search, open: isOpen ? undefined : event.id }}
                    replace={search.open !== undefined}
                    resetScroll={false}
                    aria-expanded={isOpen}
                  >
                    {event.event}
                  </Link>
                </td>
                <td className="cell-about">
                  <About {...event} />
                </td>
                <td className="cell-position end number muted">{event.position}</td>
                <td className="cell-when end muted number">
                  <When at={event.created_at} zone={zone} />
                </td>
              </tr>
              {isOpen && (
                <tr className="expand">
                  <td colSpan={4}>
                    <EventDetail event={event} />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

/** What an event says, and where it was sent. */
function EventDetail({ event }: { readonly event: EventAnswer }) {
  return (
    <section className="delivery" aria-label={`Event ${event.id}`}>
      <CodeBlock
        head={<code className="clip">{event.id}</code>}
        code={readableJson(event.body)}
        copyName="Copy the event"
      />
      <h3>Deliveries</h3>
      <DeliveryList of={{ of: event.id }} empty="It was sent nowhere, because no webhook wanted it then." />
    </section>
  );
}

/** One that an address names, and that is not on this page of the list. */
function OpenAlone({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery(eventQuery(id));
  return (
    <Card title={data ? data.event : 'Event'}>
      {data && <EventDetail event={data} />}
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={2} />)}
    </Card>
  );
}

function NoEvents() {
  const isTest = useMode() === 'sandbox';
  return (
    <Empty
      title="No events yet"
      art={<LinkArt />}
      actions={
        <Link to="/payment-links" className="button button-primary button-normal">
          Go to payment links
        </Link>
      }
      lessons={[
        ['Written with the change', 'No payment without its event, no event without its change.'],
        [
          'Pull or listen',
          'A webhook hears of each at once. A program that must miss nothing reads /api/events/ with a key.',
        ],
        isTest
          ? ['Try it without money', 'Open one of your links and pay with card 4242 4242 4242 4242.']
          : ['Two separate books', 'Events of the sandbox never appear here.'],
      ]}
    >
      Each change of a payment, refund or link is an event: what your server hears of, as JSON.
    </Empty>
  );
}
