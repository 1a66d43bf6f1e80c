import { useQuery } from '@tanstack/react-query';
import { deliveriesOfQuery } from '@/api/payment-books.ts';
import { watchMs } from '@/api/payment-links.ts';
import { formatFull, formatMoment, formatMomentAlone } from '@/lib/dates.ts';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { DeliveryPill } from '@/ui/pill.tsx';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import type { DeliveryAnswer } from '../../../../src/platform/contract/webhooks.ts';
import { ResendButton } from './resend-button.tsx';

type DeliveriesProps = { readonly payment: TransactionAnswer; readonly zone: string };

/** Each time that a shop's server was told of this payment, and how it answered. */
export function DeliveriesCard({ payment, zone }: DeliveriesProps) {
  const { data, error, refetch } = useQuery({
    ...deliveriesOfQuery(payment),
    refetchInterval: ({ state }) =>
      state.data?.results.some(({ status }) => status === 'pending') ? watchMs : false,
  });
  return (
    <Card title="Webhook deliveries" corner={<ResendButton paymentId={payment.id} />} flush>
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={2} />)}
      {data?.results.length === 0 && (
        <p className="nothing">Nothing was sent: no webhook was connected when this payment changed.</p>
      )}
      {data && data.results.length > 0 && (
        <table className="table table-plain deliveries-table">
          <thead>
            <tr>
              <th scope="col">Event</th>
              <th scope="col">Result</th>
              <th scope="col" className="end">
                Sent
              </th>
            </tr>
          </thead>
          <tbody>
            {data.results.map((delivery) => (
              <tr key={delivery.id}>
                <td>
                  <code className="clip">{delivery.event}</code>
                  <span className="sub">{toldOf(delivery)}</span>
                </td>
                <td>
                  <DeliveryPill delivery={delivery} />
                  <span className="sub">{triesInWords(delivery, zone)}</span>
                </td>
                <td className="end muted number">
                  <time
                    dateTime={delivery.created_at}
                    title={formatFull(new Date(delivery.created_at), zone)}
                  >
                    {formatMomentAlone(new Date(delivery.created_at), zone)}
                  </time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

type Told = { readonly status?: unknown; readonly sequence?: unknown };

/** `paid, number 3`, as far as what was sent is kept. */
function toldOf({ request, is_resend: isResend }: DeliveryAnswer): string {
  const { status, sequence } = bodyOf(request);
  const parts = [
    ...(typeof status === 'string' ? [status.replaceAll('_', ' ')] : []),
    ...(typeof sequence === 'number' ? [`number ${sequence}`] : []),
    ...(isResend ? ['sent again by hand'] : []),
  ];
  return parts.join(', ');
}

function bodyOf(request: DeliveryAnswer['request']): Told {
  if (!request || request.is_cut) return {};
  try {
    return JSON.parse(request.body) as Told;
  } catch {
    return {};
  }
}

/** How often it was tried, and when again. */
function triesInWords({ attempts, next_attempt_at: next }: DeliveryAnswer, zone: string): string {
  if (attempts.length === 0) return 'Not tried yet';
  const tries = attempts.length === 1 ? 'One try' : `${attempts.length} tries`;
  return next ? `${tries}, next ${formatMoment(new Date(next), zone)}` : tries;
}
