import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { watchMs } from '@/api/payment-links.ts';
import { deliveriesQuery } from '@/api/webhooks.ts';
import { useMode } from '@/mode.ts';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { useZone } from '@/use-account.ts';
import type { DeliveryListQuery } from '../../../../src/platform/contract/webhooks.ts';
import { DeliveryTable } from './delivery-table.tsx';
import { isMoving } from './delivery-words.ts';

const soonMs = 1_500;

/** Asks again quickly while something is on its way, and now and then otherwise. */
export function useDeliveries(filters: DeliveryListQuery) {
  // The question is of the mode that is looked at.
  useMode();
  return useQuery({
    ...deliveriesQuery(filters),
    refetchInterval: ({ state }) =>
      state.data?.results.some((delivery) => isMoving(delivery)) ? soonMs : watchMs,
  });
}

type ListProps = {
  /** Of one payment, by its `TX…` id, or of one event. */
  readonly of: { readonly transaction: string } | { readonly of: string };
  readonly empty: string;
};

/** What was sent to the merchant's server about one payment or event; each opens in the log. */
export function DeliveryList({ of, empty }: ListProps) {
  const zone = useZone();
  const filters = 'of' in of ? { event_id: of.of } : of;
  const { data, error, refetch } = useDeliveries({ ...filters, limit: 10 });
  if (!data)
    return error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={2} />;
  if (data.results.length === 0) return <p className="nothing">{empty}</p>;
  return (
    <>
      <DeliveryTable deliveries={data.results} zone={zone} search={of} />
      {data.next && (
        <p className="nothing">
          <Link to="/developers/$section" params={{ section: 'deliveries' }} search={of}>
            All deliveries
          </Link>
        </p>
      )}
    </>
  );
}
