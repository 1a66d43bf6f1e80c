import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { formatDay, formatTimeToSecond } from '@/lib/dates.ts';
import { dayOf } from '@/lib/zoned-time.ts';
import type { DevelopersSearch } from '@/search.ts';
import { DeliveryPill } from '@/ui/pill.tsx';
import type { DeliveryAnswer } from '../../../../src/platform/contract/webhooks.ts';
import { durationInWords, triesInWords } from './delivery-words.ts';

type TableProps = {
  readonly deliveries: readonly DeliveryAnswer[];
  readonly zone: string;
  /** Filters that the log keeps when one of these is opened. */
  readonly search: DevelopersSearch;
  /** What of the list is open, with what is shown below its row. */
  readonly openId?: string | undefined;
  readonly detail?: (delivery: DeliveryAnswer) => ReactNode;
};

/** Deliveries by event. The type is the link to what was sent and answered. */
export function DeliveryTable({ deliveries, zone, search, openId, detail }: TableProps) {
  return (
    <table className="table delivery-log">
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">Result</th>
          <th scope="col">About</th>
          <th scope="col" className="end">
            Tries
          </th>
          <th scope="col" className="end">
            Took
          </th>
          <th scope="col" className="end">
            Made
          </th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => {
          const isOpen = delivery.id === openId;
          return (
            <Fragment key={delivery.id}>
              <tr className={isOpen ? 'is-open' : undefined}>
                <td className="cell-event">
                  <Link
                    className="mono"
                    to="/developers/$section"
                    params={{ section: 'deliveries' }}
                    search={{ ...search, open: isOpen ? undefined : delivery.id }}
                    replace={openId !== undefined}
                    resetScroll={false}
                    aria-expanded={detail ? isOpen : undefined}
                  >
                    {delivery.event}
                  </Link>
                  {delivery.is_resend && <span className="sub">resent by hand</span>}
                </td>
                <td className="cell-status">
                  <DeliveryPill delivery={delivery} />
                </td>
                <td className="cell-about">
                  <About {...delivery} />
                </td>
                <td className="cell-tries end number">{triesInWords(delivery)}</td>
                <td className="cell-took end number">{tookInWords(delivery)}</td>
                <td className="cell-when end muted number">
                  <When at={delivery.created_at} zone={zone} />
                </td>
              </tr>
              {isOpen && detail && (
                <tr className="expand">
                  <td colSpan={6}>{detail(delivery)}</td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

type AboutProps = Pick<DeliveryAnswer, 'transaction_id' | 'payment_link_id' | 'told_status'>;

/** The payment or link that an event tells of, and what of it. */
export function About({ transaction_id: payment, payment_link_id: link, told_status: told }: AboutProps) {
  const status = told?.replaceAll('_', ' ');
  if (payment) {
    return (
      <>
        <Link
          className="mono short-payment"
          to="/payments/$paymentId"
          params={{ paymentId: payment }}
          title={payment}
        >
          <span>{payment}</span>
        </Link>{' '}
        {status}
      </>
    );
  }
  if (!link) return <span className="muted">nothing</span>;
  return (
    <>
      <Link className="mono" to="/payment-links/$linkId" params={{ linkId: link }} title={link}>
        {link.slice(-8)}
      </Link>{' '}
      {status}
    </>
  );
}

export function When({ at, zone }: { readonly at: string; readonly zone: string }) {
  const instant = new Date(at);
  const isToday = dayOf(instant, zone) === dayOf(new Date(), zone);
  return (
    <time dateTime={at}>
      {isToday ? '' : `${formatDay(instant, zone)}, `}
      {formatTimeToSecond(instant, zone)}
    </time>
  );
}

function tookInWords({ attempts }: DeliveryAnswer): string {
  const last = attempts.at(-1);
  if (!last) return '';
  return last.status === null ? 'no answer' : durationInWords(last.duration_ms);
}
