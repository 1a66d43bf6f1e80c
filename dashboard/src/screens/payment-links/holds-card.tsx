import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { linkHoldsQuery, watchMs } from '@/api/payment-links.ts';
import { formatDistance, formatMoment, formatTime } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { useMay } from '@/use-account.ts';
import type { HoldAnswer } from '../../../../src/platform/contract/holds.ts';

const ReleaseDialog = lazy(() =>
  import('./release-dialog.tsx').then((module) => ({ default: module.ReleaseDialog })),
);

type HoldsCardProps = { readonly linkId: string; readonly zone: string };

/** Who keeps places of a limited link now, and the way to take one back. */
export function HoldsCard({ linkId, zone }: HoldsCardProps) {
  const [releasing, setReleasing] = useState<HoldAnswer>();
  const mayRelease = useMay('staff');
  const { data, error, refetch } = useQuery({ ...linkHoldsQuery(linkId), refetchInterval: watchMs });
  return (
    <Card
      title="Held places"
      corner={data?.next ? <span className="hint">the newest {data.results.length}</span> : undefined}
      flush
    >
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={2} />)}
      {data?.results.length === 0 && <p className="nothing">Nobody holds a place right now.</p>}
      {data && data.results.length > 0 && (
        <table className="table table-plain">
          <thead>
            <tr>
              <th scope="col">Buyer</th>
              <th scope="col">Held</th>
              {mayRelease && (
                <th scope="col" className="end">
                  <span className="screen-reader">Release</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {data.results.map((hold) => (
              <tr key={hold.checkout_id}>
                <td>
                  {hold.payer_email}
                  <span className="code">{addressNote(hold)}</span>
                </td>
                <td title={`Since ${formatMoment(new Date(hold.held_since), zone)}`}>
                  {untilWhen(hold, zone)}
                  <span className="code">{formatDistance(new Date(hold.held_since))}</span>
                </td>
                {mayRelease && (
                  <td className="end">
                    <Button
                      look="quiet"
                      size="small"
                      aria-label={`Release the place of ${hold.payer_email}`}
                      onClick={() => setReleasing(hold)}
                    >
                      Release
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Suspense>
        {releasing && (
          <ReleaseDialog linkId={linkId} hold={releasing} onClose={() => setReleasing(undefined)} />
        )}
      </Suspense>
    </Card>
  );
}

function untilWhen({ expires_at: expiresAt, is_renewed: isRenewed }: HoldAnswer, zone: string): string {
  if (!expiresAt) return 'being paid';
  return `until ${formatTime(new Date(expiresAt), zone)}${isRenewed ? ', extended' : ''}`;
}

function addressNote({ address_hash: address, lapses }: HoldAnswer): string {
  if (!address) return '';
  if (lapses === 0) return `address ${address}`;
  return `address ${address}, ${lapses} lapsed`;
}
